/** What the gate proves itself with: PEM texts. */
export interface Credentials {
  /** Certificate of the authority that signs the machines' certificates. */
  readonly ca: string;
  /** The administrator's certificate. */
  readonly certificate: string;
  /** The key of that certificate. */
  readonly key: string;
}

/** A machine as the gate finds it. */
export interface GateMachine {
  /** Name, for the people who read. */
  readonly name: string;
  /** Address by which it is known inside the cluster. */
  readonly node: string;
  /** Address on which it is dialled; another one than the node's forwards. */
  readonly endpoint: string;
}

/** What one run of the gate is to do. */
export interface GateSettings {
  /** The machine that was changed. */
  readonly machine: GateMachine;
  /** Whether it runs etcd. */
  readonly isControlPlane: boolean;
  /** All control plane machines, in the order in which they are changed. */
  readonly controlPlanes: readonly GateMachine[];
  /** Whether the machine was created by this very apply. */
  readonly machineIsNew: boolean;
  /** Whether the whole cluster was created by this very apply. */
  readonly clusterIsNew: boolean;
  /** For how long a machine has to be whole without interruption: longer than one needs to go down. */
  readonly settleMs: number;
  /** After which time the gate gives up. */
  readonly patienceMs: number;
  /** What it proves itself with. */
  readonly credentials: Credentials;
}

/** The word that opens every gate of an apply, for an operator who knows better. */
export const OPEN_WITHOUT_LOOKING = 'open-without-looking';

/** Whether an operator told this apply to look at nothing. */
export function isOpenedByOperator(environment: NodeJS.ProcessEnv): boolean {
  const given = environment.TALOS_GATES;
  if (given === undefined || given === '') return false;
  if (given === OPEN_WITHOUT_LOOKING) return true;
  throw new Error(`TALOS_GATES is '${given}'; allowed: '${OPEN_WITHOUT_LOOKING}', or do not set it`);
}

/** Reads the settings from the environment, which is where Terraform puts them: no command line shows it. */
export function settingsFrom(environment: NodeJS.ProcessEnv): GateSettings {
  const read = (name: string): string => {
    const value = environment[`TALOS_GATE_${name}`];
    if (value === undefined || value === '') {
      throw new Error(`TALOS_GATE_${name} is not set; Terraform runs this program, and nobody else`);
    }
    return value;
  };
  const pem = (name: string): string => Buffer.from(read(name), 'base64').toString('utf8');
  const seconds = (name: string): number => {
    const value = Number(read(name));
    if (!Number.isFinite(value) || value < 0) throw new Error(`TALOS_GATE_${name} is '${read(name)}', and no time`);
    return value * 1000;
  };
  const run = read('RUN');
  return {
    machine: { name: read('NAME'), node: read('NODE'), endpoint: read('ENDPOINT') },
    isControlPlane: read('ROLE') === 'controlplane',
    controlPlanes: JSON.parse(read('CONTROL_PLANES')) as GateMachine[],
    machineIsNew: read('BORN') === run,
    clusterIsNew: read('CLUSTER_BORN') === run,
    settleMs: seconds('SETTLE_SECONDS'),
    patienceMs: seconds('PATIENCE_SECONDS'),
    credentials: { ca: pem('CA'), certificate: pem('CERTIFICATE'), key: plainKey(pem('KEY')) },
  };
}

/** Talos gives PKCS #8 keys a label of its own, which OpenSSL does not read. */
function plainKey(pem: string): string {
  return pem.replace(/-----(BEGIN|END) ED25519 PRIVATE KEY-----/g, '-----$1 PRIVATE KEY-----');
}
