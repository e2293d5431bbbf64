import { Construct } from 'constructs';
import { isKnown } from '../../terraform/app-validation';
import { DataRecord } from '../../terraform/data-record';
import { attributeAddress, expression } from '../../terraform/text';
import { Machine, MachineTopology } from '../machine-pool';

/**
 * What Terraform remembers of a machine's server: `terraform_data` between the server and what is made of it.
 *
 * The record is made anew when the server is, and at no other change of the server: `replace_triggered_by` on the
 * server itself does not see one that vanished and is created again. And a machine configuration that referred to the
 * server would be read during apply, and shown as unknown, at every change of the server, cores and tags included.
 *
 * Address and place are two records: a change of one value leaves every value of the same record unknown in the plan,
 * and a machine whose address is unknown would be planned anew.
 */
export class ServerRecord {
  /** Address whose change means another server; undefined where the platform has no servers of its own. */
  readonly replaceTrigger: string | undefined;
  /** Address by which the machine is known inside the cluster. */
  readonly privateAddress: string;
  /** Where the machine stands. */
  readonly topology: MachineTopology;

  constructor(scope: Construct, machine: Machine) {
    const { serverId, privateAddress, topology = {} } = machine;
    const address = references({ privateAddress });
    if (serverId !== undefined || Object.keys(address).length > 0) {
      const record = new DataRecord(scope, 'Server', {
        ...(Object.keys(address).length === 0 ? {} : { input: address }),
        ...(serverId === undefined ? {} : { triggersReplace: { server: serverId } }),
      });
      this.replaceTrigger = serverId === undefined ? undefined : attributeAddress(record, 'id');
      this.privateAddress = readBack(record, address).privateAddress ?? privateAddress;
    } else {
      this.privateAddress = privateAddress;
    }
    const place = references(topology);
    const kept =
      Object.keys(place).length === 0 ? {} : readBack(new DataRecord(scope, 'Place', { input: place }), place);
    this.topology = { ...topology, ...kept };
  }
}

/** The values that are references; the others are known and need no record. */
function references(values: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined && !isKnown(entry[1])),
  );
}

function readBack(record: DataRecord, values: Readonly<Record<string, string>>): Record<string, string> {
  const output = attributeAddress(record, 'output');
  return Object.fromEntries(Object.keys(values).map((key) => [key, expression(`${output}.${key}`)]));
}
