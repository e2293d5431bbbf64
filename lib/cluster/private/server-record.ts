import { Construct } from 'constructs';
import { isKnown } from '../../terraform/app-validation';
import { DataRecord } from '../../terraform/data-record';
import { attributeAddress, expression } from '../../terraform/text';
import { Machine, MachineTopology } from '../machine-pool';

/**
 * What Terraform remembers of a machine's server: a `terraform_data` between the server and what is made of it.
 *
 * It is made anew when the server is, and at no other change of the server: `replace_triggered_by` on the server
 * itself does not see one that vanished and is created again. And a machine configuration that referred to the server
 * would be read during apply, and shown as unknown, at every change of the server, cores and tags included.
 */
export class ServerRecord {
  /** Address whose change means another server; undefined where the platform has no servers of its own. */
  readonly replaceTrigger: string | undefined;
  /** Address by which the machine is known inside the cluster; one that only the server can tell is read from the record. */
  readonly privateAddress: string;
  /** Where the machine stands; what only the server can tell is read from the record. */
  readonly topology: MachineTopology;

  constructor(scope: Construct, machine: Machine) {
    const { serverId, privateAddress, topology = {} } = machine;
    const told = Object.fromEntries(
      Object.entries({ ...topology, privateAddress }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined && !isKnown(entry[1]),
      ),
    );
    if (serverId === undefined && Object.keys(told).length === 0) {
      this.privateAddress = privateAddress;
      this.topology = topology;
      return;
    }
    const record = new DataRecord(scope, 'Server', {
      ...(Object.keys(told).length === 0 ? {} : { input: told }),
      ...(serverId === undefined ? {} : { triggersReplace: { server: serverId } }),
    });
    this.replaceTrigger = serverId === undefined ? undefined : attributeAddress(record, 'id');
    const output = attributeAddress(record, 'output');
    const kept = Object.fromEntries(Object.keys(told).map((key) => [key, expression(`${output}.${key}`)]));
    const { privateAddress: keptAddress = privateAddress, ...keptTopology } = kept;
    this.privateAddress = keptAddress;
    this.topology = { ...topology, ...keptTopology };
  }
}
