/** Whether a text holds a reference, whose value is known only when Terraform runs: its form cannot be judged. */
export function holdsReference(text: string): boolean {
  return text.includes('${TfToken[');
}

/** Whether a text is how the framework writes a list that is known only when Terraform runs: as its one element. */
export function isListReference(text: string): boolean {
  return /^#\{TfToken\[[^\]]*\]\}$/.test(text);
}

/** Whether a text is a reference, or stands for a list that is one. */
export function isReference(text: string): boolean {
  return holdsReference(text) || isListReference(text);
}
