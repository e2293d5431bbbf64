/** What is known of a field by its name. */
export interface FieldFacts {
  /**
   * Type of the objects in it.
   * @default - it holds no objects with fields of their own
   */
  readonly type?: string;
  /**
   * Whether the objects stand in a list, or under the free keys of a map.
   * @default - the field is the object
   */
  readonly in?: 'list' | 'map';
  /**
   * Minors that know it, such as `1.13`.
   * @default - all that the facts are about
   */
  readonly minors?: readonly string[];
}

/** What is known of a document kind; its fields are those of the type of its name. */
export type KindFacts = Pick<FieldFacts, 'minors'>;

/** Names of the machine configuration: what the schemas of several Talos minors know. */
export interface SchemaFacts {
  /** The minors, oldest first. */
  readonly minors: readonly string[];
  /** Type that holds `machine` and `cluster`. */
  readonly root: string;
  /** The document kinds. */
  readonly kinds: Readonly<Record<string, KindFacts>>;
  /** Kinds that only a minor without a version contract knows, and that minor. */
  readonly kindsAhead: Readonly<Record<string, string>>;
  /** Types and their fields. */
  readonly types: Readonly<Record<string, Readonly<Record<string, FieldFacts>>>>;
}
