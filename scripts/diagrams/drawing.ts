/**
 * How every picture looks: Graphviz lays it out, and one style sheet inside the SVG gives it its colours, light and dark.
 */
import { Edge, Graph, HTMLString, Node, Subgraph, instance } from '@viz-js/viz';

/** What a box stands for; it has a colour of its own in each picture. */
export type BoxKind = 'control-plane' | 'worker' | 'way-in' | 'way-out' | 'outside' | 'step' | 'gate';

const STYLE = `
  svg { --text: #1b2733; --quiet: #5b6b7a; --line: #6b7c8c; --ground: #ffffff; --frame: #c3ced8; --fill: #f6f8fa;
        --inner: #ffffff; --cp: #dbeafe; --cp-line: #2563eb; --worker: #dcfce7; --worker-line: #15803d;
        --in: #ffedd5; --in-line: #c2410c; --out: #f3e8ff; --out-line: #7e22ce; --gate: #fef9c3; --gate-line: #a16207; }
  @media (prefers-color-scheme: dark) {
    svg { --text: #e6edf3; --quiet: #9fb0c0; --line: #8b9cac; --ground: #161b22; --frame: #3b4754; --fill: #1d242d;
          --inner: #222b35; --cp: #17335f; --cp-line: #60a5fa; --worker: #12391f; --worker-line: #4ade80;
          --in: #4a2410; --in-line: #fb923c; --out: #3a1e55; --out-line: #c084fc; --gate: #3d3208; --gate-line: #facc15; }
  }
  text { font-family: Helvetica, Arial, 'Liberation Sans', sans-serif; fill: var(--text); }
  text[fill='#5b6b7a'] { fill: var(--quiet); }
  .frame-label { paint-order: stroke; stroke: var(--fill); stroke-width: 5px; stroke-linejoin: round; }
  .frame-label.inner { stroke: var(--inner); }
  .graph > polygon { fill: var(--ground); stroke: none; }
  .edge path { stroke: var(--line); fill: none; }
  .edge polygon { stroke: var(--line); fill: var(--line); }
  .edge text { fill: var(--text); }
  .node path, .node polygon { fill: var(--inner); stroke: var(--frame); }
  .cluster path, .cluster polygon { fill: var(--fill); stroke: var(--frame); }
  .cluster.inner path, .cluster.inner polygon { fill: var(--inner); }
  .node.control-plane path { fill: var(--cp); stroke: var(--cp-line); }
  .node.worker path { fill: var(--worker); stroke: var(--worker-line); }
  .node.way-in path, .node.way-in polygon { fill: var(--in); stroke: var(--in-line); }
  .node.way-out path { fill: var(--out); stroke: var(--out-line); }
  .node.gate path, .node.gate polygon { fill: var(--gate); stroke: var(--gate-line); }
`;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function rows(align: 'left' | 'center', lines: readonly string[]): HTMLString {
  const cells = lines.map((line) => `<tr><td align="${align}">${line}</td></tr>`).join('');
  return { html: `<table border="0" cellborder="0" cellspacing="0" cellpadding="1">${cells}</table>` };
}

function titled(title: string, details: readonly string[]): string[] {
  return [
    `<b>${escaped(title)}</b>`,
    ...details.map((line) => `<font point-size="11" color="#5b6b7a">${escaped(line)}</font>`),
  ];
}

/** A label of one bold line and quiet lines below it. */
export function label(title: string, ...details: readonly string[]): HTMLString {
  return rows('center', titled(title, details));
}

/** The same, aligned to the left: for frames and lists. */
export function leftLabel(title: string, ...details: readonly string[]): HTMLString {
  return rows('left', titled(title, details));
}

/** A label of plain lines, aligned to the left, for an arrow. */
export function arrowLabel(lines: readonly string[]): HTMLString {
  return rows('left', lines.map(escaped));
}

/** A box with a label. */
export function box(name: string, kind: BoxKind, text: HTMLString, attributes: Node['attributes'] = {}): Node {
  return { name, attributes: { class: kind, label: text, ...attributes } };
}

/** A frame around boxes; `inner` frames stand inside another one. */
export function frame(name: string, text: HTMLString, content: Omit<Subgraph, 'name'>, inner = false): Subgraph {
  return {
    ...content,
    name: `cluster_${name}`,
    graphAttributes: {
      label: text,
      labeljust: 'l',
      style: 'rounded',
      margin: 14,
      ...(inner ? { class: 'inner' } : {}),
      ...content.graphAttributes,
    },
  };
}

/** An arrow from one box to another. */
export function arrow(tail: string, head: string, attributes: Edge['attributes'] = {}): Edge {
  return { tail, head, attributes };
}

/** An arrow that nobody sees: it keeps boxes below or beside each other. */
export function keepInOrder(tail: string, head: string): Edge {
  return arrow(tail, head, { style: 'invis' });
}

/** The labels of frames, drawn last, so that arrows pass behind them. */
function withLabelsInFront(svg: string): string {
  const labels: string[] = [];
  const emptied = svg.replaceAll(/<g id="[^"]*" class="(cluster[^"]*)">[^]*?<\/g>/g, (group: string, kind: string) =>
    group.replaceAll(/<text[^]*?<\/text>\n?/g, (text: string) => {
      labels.push(text.replace('<text', `<text class="${kind.includes('inner') ? 'inner ' : ''}frame-label"`));
      return '';
    }),
  );
  return emptied.replace(/<\/g>\s*<\/svg>/, `${labels.join('')}$&`);
}

/** The picture as SVG. The title is what a screen reader says. */
export async function drawn(title: string, graph: Graph): Promise<string> {
  const font = 'Helvetica';
  const viz = await instance();
  const svg = viz.renderString(
    {
      directed: true,
      ...graph,
      graphAttributes: {
        fontname: font,
        fontsize: 13,
        compound: true,
        nodesep: 0.3,
        ranksep: 0.5,
        ...graph.graphAttributes,
      },
      nodeAttributes: {
        fontname: font,
        fontsize: 13,
        shape: 'box',
        style: 'rounded',
        margin: '0.16,0.09',
        ...graph.nodeAttributes,
      },
      edgeAttributes: { fontname: font, fontsize: 11, arrowsize: 0.7, ...graph.edgeAttributes },
    },
    { format: 'svg' },
  );
  return withLabelsInFront(svg.slice(svg.indexOf('<svg')))
    .replaceAll(/<!--[^]*?-->\n?/g, '')
    .replaceAll('&#45;', '-')
    .replaceAll(/<title>[^]*?<\/title>\n?/g, '')
    .replace(/width="([\d.]+)pt" height="[\d.]+pt"/, (_, width: string) => `width="${width}" role="img"`)
    .replace(/<g id="graph0"/, `<title>${escaped(title)}</title>\n<style>${STYLE}</style>\n$&`);
}
