import { TerraformStack } from 'cdktf';
import { Finding, quote } from '../../../checks/check';
import { VM_ID_TWICE } from '../../../checks/proxmox-checks';

const taken = new WeakMap<TerraformStack, Map<number, string>>();

/** Takes the VM ids of a pool's machines; an id that another machine of the stack has is a finding. */
export function takeVmIds(stack: TerraformStack, vmIds: ReadonlyMap<string, number>): Finding[] {
  const ofStack = taken.get(stack) ?? new Map<number, string>();
  taken.set(stack, ofStack);
  const findings: Finding[] = [];
  for (const [machine, vmId] of vmIds) {
    const other = ofStack.get(vmId);
    if (other === undefined) {
      ofStack.set(vmId, machine);
      continue;
    }
    findings.push(
      VM_ID_TWICE.finding({
        wrong: `two VMs have the id ${String(vmId)}`,
        given: `${quote(other)} and ${quote(machine)}`,
        allowed: 'an id of its own for each VM',
      }),
    );
  }
  return findings;
}
