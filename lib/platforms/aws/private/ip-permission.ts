import { Port } from '../../../config/ports';

/** Protocol and ports of a rule, as EC2 takes them. */
export interface IpPermission {
  readonly ipProtocol: string;
  readonly fromPort: number;
  readonly toPort: number;
}

/** A port of the table as a security group rule says it. */
export function ipPermission({ protocol, from, to }: Port): IpPermission {
  return { ipProtocol: protocol, fromPort: from, toPort: to };
}
