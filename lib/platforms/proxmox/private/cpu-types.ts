/** CPU types that lack instructions of x86-64-v2. */
const OLD_CPU_TYPES =
  /^(486|athlon|Conroe|core2?duo|kvm(32|64)|Opteron_G[123]|Penryn|pentium[23]?|phenom|qemu(32|64))$/;

/** Those that are written wrong most often; a later release of Proxmox has others, which are taken as they are. */
const COMMON_CPU_TYPES = [
  'host',
  'max',
  'x86-64-v2',
  'x86-64-v2-AES',
  'x86-64-v3',
  'x86-64-v4',
  'Nehalem',
  'Westmere',
  'SandyBridge',
  'IvyBridge',
  'Haswell',
  'Broadwell',
  'Skylake-Client',
  'Skylake-Server',
  'Cascadelake-Server',
  'Cooperlake',
  'Icelake-Server',
  'SapphireRapids',
  'GraniteRapids',
  'EPYC',
  'EPYC-Rome',
  'EPYC-Milan',
  'EPYC-Genoa',
] as const;

/** Whether it is the name of a CPU type that Talos runs on. */
export function isCpuTypeForTalos(name: string): boolean {
  return /^[A-Za-z0-9][\w.-]*$/.test(name) && !OLD_CPU_TYPES.test(name) && cpuTypeMeantBy(name) === undefined;
}

/** The CPU type that differs in capitals, dashes and underscores alone, which Proxmox tells apart. */
export function cpuTypeMeantBy(name: string): string | undefined {
  const letters = (text: string): string => text.toLowerCase().replace(/[-_.]/g, '');
  const meant = COMMON_CPU_TYPES.find((each) => letters(each) === letters(name));
  return meant === name ? undefined : meant;
}
