import { isKnown } from '../../../terraform/app-validation';
import { ProxmoxAdditionalDisks } from '../proxmox-disks';
import { slottedDisks } from './vm-disks';

/** What is decided about a VM and is dear to change. */
export interface ServerFactsProps {
  readonly hasTpm: boolean;
  /** Undefined where it is leased. */
  readonly address: string | undefined;
  /** The Proxmox node that the user chose, where nothing moves the VM away from it. */
  readonly pinnedTo: string | undefined;
  readonly region: string | undefined;
  readonly diskDatastore: string;
  readonly additionalDisks: ProxmoxAdditionalDisks;
}

/**
 * What a lock remembers of a VM. The provider adds a TPM to no VM, and takes none away; a machine of another address is
 * reset; a pinned VM is replaced on another node; a VM is stopped while its disks are moved.
 */
export function serverFacts(props: ServerFactsProps): Record<string, string> {
  const { hasTpm, address, pinnedTo, region, diskDatastore } = props;
  const disks = slottedDisks(props.additionalDisks).map(({ slot, disk }) => [
    `datastore of ${slot}`,
    disk.datastore ?? diskDatastore,
  ]);
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['TPM', hasTpm ? 'version 2.0' : 'none'],
    ['address', address],
    ['Proxmox node', known(pinnedTo)],
    ['region', region === undefined ? undefined : (known(region) ?? 'a reference')],
    ['datastore', known(diskDatastore)],
    ['datastore of the TPM', hasTpm ? known(diskDatastore) : undefined],
    ...disks.map(([slot = '', datastore]) => [slot, known(datastore)] as const),
  ];
  return Object.fromEntries(facts.flatMap(([fact, value]) => (value === undefined ? [] : [[fact, value]])));
}

function known(value: string | undefined): string | undefined {
  return isKnown(value) ? value : undefined;
}
