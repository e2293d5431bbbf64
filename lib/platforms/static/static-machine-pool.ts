import { Construct } from 'constructs';
import { Finding, collect, quote } from '../../checks/check';
import { ADDRESS_OUTSIDE_SUBNETS } from '../../checks/cluster-checks';
import { IMachinePool, Machine, MachinePoolOptions, MachineTopology } from '../../cluster/machine-pool';
import { InstallDisk } from '../../config/install-disk';
import { IpAddress, IpNetwork } from '../../config/ip-network';
import { TalosPlatform } from '../../config/talos-platform';
import { addFindings, isKnown } from '../../terraform/app-validation';
import { requireProps } from '../../terraform/required-props';

/** A machine that is there already. */
export interface StaticMachine {
  /** Address on which it answers in maintenance mode, and keeps. */
  readonly address: string;
  /**
   * Address or name on which Terraform reaches it, where that is another one. A machine in maintenance mode needs one to
   * itself: there is nobody yet to forward to it (TALOS082).
   * @default - the address
   */
  readonly dialAddress?: string;
  /**
   * Where it stands.
   * @default - no topology labels
   */
  readonly topology?: MachineTopology;
}

/** What the machines of a pool have in common. */
export interface StaticMachinePoolProps extends MachinePoolOptions {
  /** The machines by name; the name becomes host name and node name, and never changes. */
  readonly machines: Readonly<Record<string, StaticMachine>>;
  /**
   * Networks in CIDR notation that the machines have their addresses in, each in one of them.
   * @default - Talos chooses among all addresses of a machine
   */
  readonly nodeSubnets?: readonly string[];
  /**
   * Talos's name for where they run.
   * @default TalosPlatform.METAL
   */
  readonly platform?: TalosPlatform;
  /**
   * Whether every machine has a TPM 2.0, which `DiskEncryption.tpm` needs.
   * @default false: none is assumed
   */
  readonly tpm?: boolean;
}

const MACHINE = { object: "an object with the machine's address, such as { address: '10.0.0.11' }", has: ['address'] };

/** An object with what is said in it; an unset environment variable says nothing. */
function withoutUndefined(value: unknown): unknown {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined))
    : value;
}

/**
 * Machines that exist already, such as bare metal, booted from the pool's image into maintenance mode.
 *
 * Boot them from the image's own Talos version (`image.isoUrl`): a machine that has to be upgraded before the cluster
 * is bootstrapped waits for an etcd that is not there yet. Nothing is created or destroyed but their configuration.
 * Errors: TALOS004, TALOS005, TALOS084.
 */
export class StaticMachinePool extends Construct implements IMachinePool {
  readonly platform: TalosPlatform;
  readonly defaultInstallDisk = InstallDisk.path('/dev/sda');
  readonly machines: readonly Machine[];
  readonly nodeSubnets: readonly string[];
  readonly hasTpm: boolean;

  constructor(
    scope: Construct,
    id: string,
    readonly options: StaticMachinePoolProps,
  ) {
    super(scope, id);
    requireProps(this, options, {
      image: { object: "an image, such as new ImageFactorySchematic(this, 'Image', { talosVersion: 'v1.13.9' })" },
      machines: { object: "an object, such as { 'metal-0': { address: '10.0.0.11' } }" },
    });
    requireProps(
      this,
      Object.fromEntries(Object.entries(options.machines).map(([name, machine]) => [name, withoutUndefined(machine)])),
      Object.fromEntries(Object.keys(options.machines).map((name) => [name, MACHINE])),
    );
    this.platform = options.platform ?? TalosPlatform.METAL;
    this.nodeSubnets = options.nodeSubnets ?? [];
    this.hasTpm = options.tpm ?? false;
    const findings: Finding[] = [];
    this.machines = Object.entries(options.machines).map(([name, machine]) => {
      if (isKnown(machine.address)) collect(findings, () => IpAddress.of(machine.address), undefined);
      return {
        name,
        privateAddress: machine.address,
        removal: 'reset and reboot',
        ...(machine.dialAddress === undefined ? {} : { dialAddress: machine.dialAddress }),
        ...(machine.topology === undefined ? {} : { topology: machine.topology }),
        requires: options.image.registration,
      };
    });
    for (const subnet of this.nodeSubnets.filter(isKnown)) collect(findings, () => IpNetwork.of(subnet), undefined);
    addFindings(this, findings.length > 0 ? findings : this.subnetFindings());
  }

  /** A reference might be any network, and any address. */
  private subnetFindings(): Finding[] {
    if (this.nodeSubnets.length === 0 || !this.nodeSubnets.every(isKnown)) return [];
    const subnets = this.nodeSubnets.map((subnet) => IpNetwork.of(subnet));
    return this.machines
      .filter(({ privateAddress }) => isKnown(privateAddress))
      .filter(({ privateAddress }) => !subnets.some((subnet) => subnet.contains(IpAddress.of(privateAddress))))
      .map(({ name, privateAddress }) =>
        ADDRESS_OUTSIDE_SUBNETS.finding({
          wrong: `the machine ${quote(name)} lies in none of the networks of its pool`,
          given: `${privateAddress}; nodeSubnets ${subnets.join(', ')}`,
          allowed: `an address in ${subnets.join(' or ')}`,
        }),
      );
  }
}
