/*
 * The gate between two machines of a rolling change. Terraform runs it after a machine was changed, and changes the next
 * one when it ends well. Part of cdktf-talos; docs/adr/0011-gate-between-machines.md says why.
 */
import { giveUpText, waitAtGate } from './gate';
import { isOpenedByOperator, settingsFrom } from './settings';
import { lookAt } from './talos-api';
import { Sight } from './verdict';

async function main(): Promise<void> {
  if (isOpenedByOperator(process.env)) return;
  const settings = settingsFrom(process.env);
  const { machine, isControlPlane, controlPlanes, credentials } = settings;
  const look = async (): Promise<Sight> => {
    const others = isControlPlane ? controlPlanes : [];
    const views = await Promise.all(others.map((each) => lookAt(each, true, credentials)));
    const own = views[others.findIndex((each) => each.node === machine.node)];
    return { machine: own ?? (await lookAt(machine, isControlPlane, credentials)), controlPlanes: views };
  };
  const outcome = await waitAtGate(settings, look, {
    now: () => performance.now(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  if (!outcome.opened) throw new Error(giveUpText(settings, outcome.reason));
  console.log(`${machine.name}: ${outcome.reason}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
