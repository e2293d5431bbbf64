/** How many results are kept, so that a long-lived process does not grow. */
const KEPT = 4096;

/** A function of a text that makes each of its results once; they have to be immutable. What fails is tried again. */
export function remembered<T>(make: (text: string) => T): (text: string) => T {
  const results = new Map<string, T>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    const made = make(text);
    if (results.size >= KEPT) results.clear();
    results.set(text, made);
    return made;
  };
}
