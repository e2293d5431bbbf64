/** Whether the text is a port that something can be reached on. */
export function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && isPortNumber(Number(text));
}

/** Whether the number is one. */
export function isPortNumber(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1 && value <= 65_535;
}
