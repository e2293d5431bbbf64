import { Finding } from '../../checks/check';
import { InlineManifest } from '../cni';
import { ConfigPatch } from '../config-patch';
import type { MachineType } from '../machine-config';
import { TalosPlatform } from '../talos-platform';
import { TalosVersion } from '../talos-version';
import { VersionContract } from '../version-contract';

/** What decides the form of a setting. */
export interface SettingContext {
  /** Contract of the cluster. */
  readonly contract: VersionContract;
  /** Whether the machine is a control plane machine or a worker. */
  readonly machineType: MachineType;
}

/** What a setting is held against. */
export interface SettingFacts extends SettingContext {
  /** What the machines boot from. */
  readonly image: {
    readonly talosVersion: TalosVersion;
    /** System extensions of the schematic; undefined where only its id is known. */
    readonly systemExtensions: readonly string[] | undefined;
    readonly secureBoot: boolean;
  };
  /** What Talos calls the place where the machines run. */
  readonly platform: TalosPlatform;
  /**
   * Links that the platform's own part of the configuration gives their addresses, that of the machine's address first;
   * settings of such a link keep them.
   */
  readonly platformLinks: readonly string[];
  /** Whether the machines have a TPM 2.0. */
  readonly hasTpm: boolean;
  /** Whether an option of the cluster lets kubelets ask it for their certificates, and says who approves them. */
  readonly rotatesKubeletCertificates: boolean;
  /** Which values can be looked at: references cannot. */
  readonly isKnown: (value: unknown) => boolean;
}

/** How one setting becomes configuration: the only place that knows its form in each contract. */
export interface Setting<Value, Facts extends SettingContext = SettingFacts> {
  /** The configuration of a machine; a worker gets none of a control plane's. */
  readonly patches: (value: Value, context: SettingContext) => readonly ConfigPatch[];
  /**
   * Kubernetes objects that go with it, carried by the control planes.
   * @default - none
   */
  readonly manifests?: (value: Value, context: SettingContext) => readonly InlineManifest[];
  /**
   * What is wrong with the value for these machines.
   * @default - nothing that the value's own maker does not refuse
   */
  readonly findings?: (value: Value, facts: Facts) => readonly Finding[];
  /**
   * What comes of a value and a narrower one, such as that of a pool.
   * @default - the narrower one
   */
  readonly merge?: (wide: Value, narrow: Value) => Value;
  /**
   * Whether a machine can do without it until it is reached over the Talos API.
   * @default false
   */
  readonly later?: boolean;
}

/** A setting for each option of a group; the compiler asks for every one. */
export type SettingTable<Options, Facts extends SettingContext = SettingFacts> = {
  readonly [Name in keyof Options]-?: Setting<NonNullable<Options[Name]>, Facts>;
};

/** Options as pairs of setting and value, in the order of the table, which is the order of the configuration. */
export function given<Options, Facts extends SettingContext>(
  table: SettingTable<Options, Facts>,
  options: Options,
): { readonly setting: Setting<unknown, Facts>; readonly value: unknown }[] {
  return (Object.keys(table) as (keyof Options)[]).flatMap((name) =>
    options[name] === undefined
      ? []
      : [{ setting: table[name] as unknown as Setting<unknown, Facts>, value: options[name] }],
  );
}

/** Options from wide to narrow as one: the narrower value of an option wins, unless the setting says how both count. */
export function mergedOptions<Options>(
  table: SettingTable<Options, never>,
  wideToNarrow: readonly (Options | undefined)[],
): Options {
  const merged: Partial<Record<keyof Options, unknown>> = {};
  for (const options of wideToNarrow) {
    for (const name of Object.keys(table) as (keyof Options)[]) {
      const narrow = options?.[name];
      if (narrow === undefined || narrow === null) continue;
      const merge = table[name].merge as Setting<unknown>['merge'];
      const wide = merged[name];
      // A map by itself is merged too: what is undefined in it is not said.
      const below = wide ?? (merge === mergeMaps ? {} : undefined);
      merged[name] = below === undefined || merge === undefined ? narrow : merge(below, narrow);
    }
  }
  return merged as Options;
}

/** How settings that are maps merge: key by key, the narrower value of a key wins; an undefined one says nothing. */
export function mergeMaps<Value extends object>(wide: Value, narrow: Value): Value {
  return { ...wide, ...Object.fromEntries(Object.entries(narrow).filter(([, value]) => value !== undefined)) };
}
