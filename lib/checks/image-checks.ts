import { Check } from './check';

/** Checks of images and schematics: TALOS030 to TALOS049. */
export const EXTENSION_UNKNOWN = Check.error('TALOS030', {
  what: 'A system extension that does not exist',
  why: 'The Image Factory refuses the schematic, so no machine gets an image.',
  fix: 'Correct the name; one that is newer than this library is given as SystemExtension.unlisted(name).',
});

export const KERNEL_ARGUMENT_FORM = Check.error('TALOS031', {
  what: 'A kernel argument whose schematic id cannot be computed',
  why: 'The id is the checksum of the text that the Image Factory writes; for unusual characters that text is not certain.',
  fix: 'Rewrite the argument, or register the schematic yourself and use ImageFactorySchematic.fromSchematicId.',
});

export const META_FORM = Check.error('TALOS032', {
  what: 'A META value whose schematic id cannot be computed',
  why: 'META keys are bytes, and the id is the checksum of the text that the Image Factory writes.',
  fix: 'Use a key from 0 to 255 and a plain value, or ImageFactorySchematic.fromSchematicId.',
});

export const SCHEMATIC_ID_FORM = Check.error('TALOS033', {
  what: 'A schematic id that is none',
  why: 'Every image and installer name carries it.',
  fix: 'Copy the 64 hexadecimal digits that the Image Factory shows.',
});

export const FACTORY_URL_FORM = Check.error('TALOS034', {
  what: 'An Image Factory address that is no URL',
  why: 'Images are downloaded from it and installers are pulled from its host.',
  fix: "Write scheme and host, such as 'https://factory.example.org'.",
});

export const OVERLAY_FORM = Check.error('TALOS035', {
  what: 'An overlay whose schematic id cannot be computed',
  why: 'The id is the checksum of the text that the Image Factory writes.',
  fix: "Give image and name as the Image Factory lists them, such as 'siderolabs/sbc-raspberrypi' and 'rpi_generic'.",
});

export const SECURE_BOOT_PLATFORM = Check.error('TALOS036', {
  what: 'Secure boot on a platform that has no secure boot image',
  why: 'The Image Factory makes no such image.',
  fix: 'Drop secureBoot from the image, or use a platform that supports it.',
});
