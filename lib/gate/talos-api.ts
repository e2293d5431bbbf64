import { EtcdMember, MachineStatus, NodeView, Service } from './node-view';
import { ProtobufMessage, encodeTexts, encodeTrue } from './protobuf';
import { Credentials, GateMachine } from './settings';
import { GrpcError, TalosConnection } from './talos-connection';

/** How long one question may take; a machine that is switched off answers nothing at all. */
const CALL_TIMEOUT_MS = 5000;

/** Names of Talos's `MachineStage`, by number. */
const STAGES = [
  'unknown',
  'booting',
  'installing',
  'maintenance',
  'running',
  'rebooting',
  'shutting down',
  'resetting',
  'upgrading',
];

/** gRPC codes of a question that this Talos cannot be asked: NotFound, PermissionDenied, Unimplemented. */
const NOT_OFFERED = [5, 7, 12];

/** Asks a machine how it is. Whatever goes wrong is part of the answer. */
export async function lookAt(
  machine: GateMachine,
  isControlPlane: boolean,
  credentials: Credentials,
): Promise<NodeView> {
  const connection = TalosConnection.open(machine.endpoint, credentials);
  const ask = (method: string, request: Buffer): Promise<Buffer> =>
    connection.call(method, request, machine.node, CALL_TIMEOUT_MS);
  try {
    const services = servicesOf(await ask('machine.MachineService/ServiceList', Buffer.alloc(0)));
    const status = await orNothing(async () => statusOf(await ask('cosi.resource.State/Get', MACHINE_STATUS)));
    const members = isControlPlane
      ? await orNothing(async () => membersOf(await ask('machine.MachineService/EtcdMemberList', encodeTrue(1))), true)
      : undefined;
    return { answers: true, services, status, members };
  } catch (error) {
    return { answers: false, reason: wordsOf(error) };
  } finally {
    connection.close();
  }
}

/** Names the machine's own status: namespace, type and id of the resource. */
const MACHINE_STATUS = encodeTexts({ 1: 'runtime', 2: 'MachineStatuses.runtime.talos.dev', 3: 'machine' });

/** Nothing where the question cannot be asked; with `anyAnswer` also where it was answered with an error. */
async function orNothing<T>(ask: () => Promise<T>, anyAnswer = false): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof GrpcError && (anyAnswer || NOT_OFFERED.includes(error.code))) return undefined;
    throw error;
  }
}

/** Reads a `machine.ServiceListResponse`. */
export function servicesOf(bytes: Uint8Array): Service[] {
  return ProtobufMessage.decode(bytes)
    .messages(1)
    .flatMap((list) => list.messages(2))
    .map((service) => {
      const health = service.message(4);
      const healthIsUnknown = health.number(1) === 1n;
      return {
        id: service.text(1),
        state: service.text(2),
        isHealthy: health.number(2) === 1n,
        healthIsUnknown,
        message: health.text(3),
      };
    });
}

/** Reads the `MachineStatus` out of a `cosi.resource.GetResponse`. */
export function statusOf(bytes: Uint8Array): MachineStatus {
  const spec = ProtobufMessage.decode(bytes).message(1).message(2).message(1);
  const status = spec.message(2);
  const stage = Number(spec.number(1));
  return {
    stage: STAGES[stage] ?? `stage ${String(stage)}`,
    isReady: status.number(1) === 1n,
    unmet: status.messages(2).map((condition) => `${condition.text(1)}: ${condition.text(2)}`),
  };
}

/** Reads a `machine.EtcdMemberListResponse`. */
export function membersOf(bytes: Uint8Array): EtcdMember[] {
  return ProtobufMessage.decode(bytes)
    .messages(1)
    .flatMap((list) => list.messages(3))
    .map((member) => ({
      id: member.number(2).toString(16),
      hostname: member.text(3),
      peerUrls: member.texts(4),
      isLearner: member.number(6) === 1n,
    }));
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A name that leads to several addresses fails once for each, and says nothing itself.
  const causes = error instanceof AggregateError ? (error.errors as unknown[]).map(wordsOf) : [];
  return error.message === '' ? causes.join(', ') : error.message;
}
