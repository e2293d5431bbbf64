import { parseAllDocuments } from 'yaml';
import { PublicApi } from '../support/fuzz/api';
import { Program, build } from '../support/fuzz/programs';
import { Recipe, made } from '../support/fuzz/recipe';
import { TextPlace, textPlaces } from '../support/fuzz/text-places';
import { Verdict, judged, refusal } from '../support/fuzz/verdict';
import { ManyStacks } from './support/many-stacks';
import { StateResource, testOnRig } from './support/workspace';

/** What YAML, JSON, Terraform and shells each read otherwise than it is typed. */
const ONE_LINE = `"a" 'b' \\ \${c} %{d} $\${e} %%{f} é漢🚀 #: {x} [y] & *z`;
const ANY_TEXT = ` ${ONE_LINE}\n\tnext `;
const TEXTS = [ANY_TEXT, ONE_LINE];

const LIST = (...items: Recipe[]): Recipe => ({ kind: 'list', items });
const TEXT = (value: string): Recipe => ({ kind: 'value', value });
const MAP = (entries: readonly (readonly [string, Recipe])[]): Recipe => ({ kind: 'map', entries });

/** Where the options of an interface are written in a program. */
interface Group {
  readonly props: string;
  readonly without?: readonly string[];
  readonly part: string;
  /** The prop of the construct that they are in. */
  readonly under?: string;
}

/** A text at a place: its number tells it from all others. */
interface Typed {
  readonly group: Group;
  readonly place: TextPlace;
  readonly text: string;
}

const api = new PublicApi();

/** Where Talos reads an expression, the text is a string in one; of the last kind the value is a number. */
function typedAt(place: string, text: string): string {
  if (/cgroupRankingExpression$/.test(place)) return `${JSON.stringify(text)} == "" ? 1.0 : 0.0`;
  return /xpression$|ExistingVolumeOptions\.match$/.test(place) ? `${JSON.stringify(text)} == ""` : text;
}

/** A program with texts at several places, of which no two are in one option. */
function program(kind: string, base: Readonly<Record<string, [string, Recipe][]>>, all: readonly Typed[]): Program {
  const parts = new Map(Object.entries(base).map(([part, entries]) => [part, [...entries]]));
  const under = new Map<string, [string, Recipe][]>();
  for (const { group, place, text } of all) {
    const entry: [string, Recipe] = [place.prop, place.holding(typedAt(place.place, text))];
    const entries = parts.get(group.part) ?? [];
    parts.set(group.part, entries);
    if (group.under === undefined) {
      entries.push(entry);
      continue;
    }
    const key = `${group.part}.${group.under}`;
    const inner = under.get(key) ?? [];
    if (inner.length === 0) entries.push([group.under, MAP(inner)]);
    inner.push(entry);
    under.set(key, inner);
  }
  return { kind, changes: Object.fromEntries([...parts].map(([part, entries]) => [part, MAP(entries)])) };
}

/** The texts that the library takes, in programs that hold as many of them as go together. */
class TextSearch {
  readonly stacks: { readonly json: string; readonly texts: readonly Typed[] }[] = [];
  /** How many places take no such text. */
  refused = 0;
  private count = 0;

  constructor(
    private readonly kind: string,
    private readonly base: Readonly<Record<string, [string, Recipe][]>>,
    groups: readonly Group[],
  ) {
    const rounds: Typed[][] = [];
    for (const group of groups) {
      const rank = new Map<string, number>();
      for (const place of textPlaces(api, group.props, group.without)) {
        const typed = this.typed(group, place);
        if (typed === undefined) continue;
        const at = rank.get(place.prop) ?? 0;
        rank.set(place.prop, at + 1);
        (rounds[at] ??= []).push(typed);
      }
    }
    for (const round of rounds) this.together(round);
  }

  get places(): string[] {
    return this.stacks.flatMap(({ texts }) => texts.map(({ place }) => place.place));
  }

  /** The first text that the maker of the value takes; whether its construct does shows later. */
  private typed(group: Group, place: TextPlace): Typed | undefined {
    for (const text of TEXTS) {
      const typed = { group, place, text: text.replace('"a"', `"${String(this.count)}"`) };
      if (!isMade(place.holding(typed.text)) || this.verdict([typed]).kind !== 'accepted') continue;
      this.count += 1;
      return typed;
    }
    this.refused += 1;
    return undefined;
  }

  private together(texts: readonly Typed[]): void {
    const verdict = this.verdict(texts);
    if (verdict.kind === 'accepted') this.stacks.push({ json: verdict.json, texts });
    if (verdict.kind === 'accepted' || texts.length < 2) return;
    this.together(texts.slice(0, texts.length / 2));
    this.together(texts.slice(texts.length / 2));
  }

  private verdict(texts: readonly Typed[]): Verdict {
    const verdict = judged((app) => {
      build(app, program(this.kind, this.base, texts));
    });
    if (verdict.kind === 'failed') throw new Error(`${texts.map(({ place }) => place.place).join()}: ${verdict.why}`);
    return verdict;
  }
}

function isMade(recipe: Recipe): boolean {
  try {
    made(recipe);
    return true;
  } catch (error) {
    if (refusal(error).kind === 'failed') throw error;
    return false;
  }
}

/** Every text of a value, and of the YAML in its texts. */
function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string')
    return [value, ...(depth < 3 && value.includes('\n') ? textsOfYaml(value, depth) : [])];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner, depth)]);
}

function textsOfYaml(text: string, depth: number): string[] {
  return parseAllDocuments(text, { logLevel: 'silent' }).flatMap((document) => {
    if (document.errors.length > 0) return [];
    const value: unknown = document.toJS();
    return typeof value === 'object' ? textsIn(value, depth + 1) : [];
  });
}

/** Places whose text is in none of the texts, as it was typed or as a string of the expression language. */
function lost(typed: readonly Typed[], resources: readonly StateResource[]): string[] {
  const all = resources.flatMap(({ values }) => textsIn(values));
  return typed
    .filter(({ text }) => {
      const escaped = JSON.stringify(text).slice(1, -1);
      return !all.some((each) => each.includes(text) || each.includes(escaped));
    })
    .map(({ place }) => place.place);
}

describe('whatever is typed into a text of the machine configuration', () => {
  const many = new ManyStacks();
  afterAll(() => {
    many.remove();
  });

  testOnRig('is refused at synth, or reaches the machine as it was typed', () => {
    const search = new TextSearch(
      'static',
      {
        Image: [['systemExtensions', LIST(TEXT('siderolabs/tailscale'), TEXT('siderolabs/drbd'))]],
      },
      [
        { props: 'MachineSettings', part: 'Cluster', under: 'settings' },
        { props: 'KubernetesSettings', part: 'Cluster', under: 'kubernetes' },
        { props: 'ClusterNetwork', part: 'Cluster', under: 'network' },
        { props: 'StaticMachinePoolProps', without: ['settings', 'machineSettings', 'image'], part: 'ControlPlane' },
      ],
    );
    // Beside those that are found by themselves.
    expect(search.places).toEqual(
      expect.arrayContaining([
        'MachineFile.create.content',
        'MachineSettings.environment',
        'MachineSettings.kubeletArgs',
        'MachineSettings.sysctls',
        'LogDestination.extraTags',
        'RegistryCredentials.password.username',
        'KubernetesSettings.apiServerArgs',
        'StaticMachinePoolProps.nodeAnnotations',
      ]),
    );
    search.stacks.forEach(({ json }, index) => {
      many.add(`stack${String(index)}`, json);
    });
    many.init();
    // The published schemas have an object where Talos reads the address of a log server.
    const complaints = many.render().filter((each) => !each.includes("'/machine/logging/destinations/0/endpoint'"));
    expect(complaints).toEqual([]);
    const state = many.state();
    search.stacks.forEach(({ texts }, index) => {
      const machines = (state[`stack${String(index)}`] ?? []).filter(
        ({ type }) => type === 'talos_machine_configuration',
      );
      expect(machines).not.toEqual([]);
      expect(lost(texts, machines)).toEqual([]);
    });
  });
});

describe.each([
  {
    kind: 'proxmox',
    groups: [
      { props: 'ProxmoxVmPoolProps', part: 'Worker' },
      { props: 'ProxmoxFirewallProps', part: 'Firewall' },
      { props: 'ProxmoxAccessProps', part: 'Access' },
    ],
  },
  {
    kind: 'aws',
    groups: [
      { props: 'AwsNetworkProps', part: 'Network' },
      { props: 'AwsNodeFirewallProps', part: 'Firewall' },
      { props: 'AwsHostedZoneProps', part: 'Zone' },
      { props: 'AwsLoadBalancerProps', part: 'LoadBalancer' },
      { props: 'AwsInstancePoolProps', part: 'Worker' },
    ],
  },
])('whatever is typed into a text of the platform $kind', ({ kind, groups }) => {
  const many = new ManyStacks();
  // What a machine's configuration holds is looked at above.
  const without = ['settings', 'machineSettings', 'nodeLabels', 'nodeAnnotations', 'nodeTaints', 'installDisk'];
  afterAll(() => {
    many.remove();
  });

  testOnRig('is refused at synth, or is what the provider gets', () => {
    const search = new TextSearch(
      kind,
      {},
      groups.map((group) => ({ ...group, without })),
    );
    expect(search.refused).toBeGreaterThan(5);
    search.stacks.forEach(({ json }, index) => {
      many.add(`stack${String(index)}`, json);
    });
    if (search.stacks.length === 0) return;
    many.init();
    const planned = many.planned();
    search.stacks.forEach(({ texts }, index) => {
      expect(lost(texts, planned[`stack${String(index)}`] ?? [])).toEqual([]);
    });
  });
});
