/** A part of a Terraform template: text that stands for itself, or an expression without its `${}`. */
export type TemplatePart = { readonly text: string } | { readonly expression: string };

/** Takes a template apart: `a-${b.c}` is the text `a-` and the expression `b.c`; `$${` and `%%{` are text. */
export function templateParts(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = '';
  for (let at = 0; at < template.length;) {
    const escaped = /^(?:\$\$\{|%%\{)/.exec(template.slice(at, at + 3));
    if (escaped !== null) {
      text += escaped[0].slice(1);
      at += 3;
    } else if (template.startsWith('${', at)) {
      const end = endOfExpression(template, at + 2);
      if (text !== '') parts.push({ text });
      text = '';
      parts.push({ expression: template.slice(at + 2, end) });
      at = end + 1;
    } else {
      text += template.charAt(at);
      at += 1;
    }
  }
  return text === '' ? parts : [...parts, { text }];
}

/** Where the brace stands that closes an expression; braces in its strings come in pairs, or not at all. */
function endOfExpression(template: string, start: number): number {
  let depth = 0;
  for (let at = start; at < template.length; at += 1) {
    const sign = template.charAt(at);
    if (sign === '\\') at += 1;
    else if (sign === '{') depth += 1;
    else if (sign === '}' && depth === 0) return at;
    else if (sign === '}') depth -= 1;
  }
  return template.length;
}

/** A text between quotes as Terraform's language writes it. */
export function quotedText(text: string): string {
  return JSON.stringify(text)
    .replaceAll('\\b', '\\u0008')
    .replaceAll('\\f', '\\u000c')
    .replace(/([$%])\{/g, '$1$1{');
}
