import { Check } from './check';

/** Checks of disks and of the operating system: TALOS300 to TALOS319. */
export const VOLUME_SIZE_FORM = Check.error('TALOS300', {
  what: 'A volume size that is none',
  why: 'The machine refuses its configuration.',
  fix: "Write a number and a unit, such as '50GiB'.",
});

export const VOLUME_SIZE_RANGE = Check.error('TALOS301', {
  what: 'A volume that is at least larger than it may be at most',
  why: 'The machine refuses its configuration.',
  fix: 'Exchange the two sizes, or use VolumeSize.exactly.',
});

export const VOLUME_NAME_FORM = Check.error('TALOS302', {
  what: 'A volume name that Talos refuses',
  why: 'The name becomes the label of a partition and the name of a directory.',
  fix: 'Use letters, digits and dashes only, 34 at most.',
});

export const DISK_SELECTOR_FORM = Check.error('TALOS303', {
  what: 'A selector that selects nothing in particular, or nothing at all',
  why: 'Talos refuses an empty expression, waits for a disk that there is not, and a volume on just any disk is hardly meant.',
  fix: 'Give a criterion that some disks fit and others do not, or an expression.',
});

export const ENCRYPTION_KEY_FORM = Check.error('TALOS304', {
  what: 'A key of disk encryption that cannot be made',
  why: 'The machine refuses its configuration, or cannot open its own disk.',
  fix: 'Correct the value.',
});

export const TPM_MISSING = Check.error('TALOS306', {
  what: 'Encryption by a TPM on machines that have none',
  why: 'The first boot would wait for its encrypted volumes for ever.',
  fix: "Give the machines a TPM 2.0 by 'tpm: true' of their pool (machines that exist already have to have one), or use another key, such as DiskEncryption.kms(url).",
});

export const TPM_WITHOUT_SECURE_BOOT = Check.error('TALOS307', {
  what: 'Encryption by a TPM with an image that is not made for secure boot',
  why: 'Talos seals the key to a boot policy that only the signed images carry; without it, sealing fails.',
  fix: 'Use a secure boot image, or another key, such as DiskEncryption.kms(url).',
});

export const STATE_LOCKED = Check.error('TALOS308', {
  what: 'A STATE volume whose key is locked to the STATE volume',
  why: 'The key would need what it opens; the machine refuses its configuration.',
  fix: "Leave out lockToState here; it is for every other volume's key.",
});

export const PARAMETER_FORM = Check.error('TALOS309', {
  what: 'A kernel parameter, a module or a variable that cannot be one',
  why: 'Talos refuses it, or fails to set it at each boot.',
  fix: 'Correct the name or the value.',
});

export const EXTENSION_MISSING = Check.error('TALOS310', {
  what: 'Something that needs a system extension which the image lacks',
  why: 'The kernel module is not found, or the configured service does not exist.',
  fix: "Add the extension to the image's systemExtensions.",
});

export const LOG_DESTINATION_FORM = Check.error('TALOS311', {
  what: 'A destination of logs or events that Talos refuses',
  why: 'The machine refuses its configuration.',
  fix: "Write scheme, host and port, such as 'tcp://logs.example.org:6050'; a port is a number from 1 to 65535.",
});

export const WATCHDOG_FORM = Check.error('TALOS312', {
  what: 'A watchdog timer that Talos refuses',
  why: 'The machine refuses its configuration.',
  fix: 'Give a device below /dev and a timeout of at least 10 seconds.',
});

export const FILE_FORM = Check.error('TALOS313', {
  what: 'A file that Talos does not write, or not with these permissions',
  why: 'A boot that cannot write its files stops before Kubernetes, and the machine reboots again and again.',
  fix: 'Put new files below /var, and write permissions as octal numbers, such as 0o640.',
});

export const API_ACCESS_FORM = Check.error('TALOS314', {
  what: 'Access to the Talos API for a namespace that cannot exist',
  why: 'No pod could use it.',
  fix: 'Correct the name of the namespace.',
});

export const EXTENSION_SERVICE_EMPTY = Check.error('TALOS315', {
  what: 'The configuration of an extension service that configures nothing',
  why: 'The machine refuses its configuration.',
  fix: 'Give a file or a variable, or leave the service out.',
});

export const MEMORY_FORM = Check.error('TALOS316', {
  what: 'Handling of scarce memory that Talos refuses or ignores',
  why: 'The machine refuses its configuration, or the value has no effect.',
  fix: 'Correct the value.',
});
