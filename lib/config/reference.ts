/** Whether a text holds a reference, whose value is known only when Terraform runs: its form cannot be judged. */
export function holdsReference(text: string): boolean {
  return text.includes('${TfToken[');
}
