import { Aspects, TerraformElement, TerraformResource, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';

/** As much of a construct as the framework reads to find an address. */
type Node = IConstruct['node'];

/**
 * Says that a construct stood somewhere else before, so that Terraform moves every resource below it instead of
 * destroying it and creating another one.
 *
 * Whoever gives a construct another id, or puts it into another scope, calls this once: `movedFrom(cluster,
 * 'OldCluster')`. Take the call out again when every state has been applied with it. What else depends on an id stays
 * yours: machines keep their names only where the pool says its `name`.
 * @param construct the construct where it stands now; it may still grow afterwards
 * @param oldPath its path below the stack before, such as `Production/Cluster`
 */
export function movedFrom(construct: IConstruct, oldPath: string): void {
  const before = oldPath.split('/').filter((id) => id !== '');
  const stack = TerraformStack.of(construct);
  Aspects.of(construct).add({
    visit: (node) => {
      if (!TerraformResource.isTerraformResource(node)) return;
      const below = node.node.scopes.slice(construct.node.scopes.length).map((scope) => scope.node.id);
      node.moveFromId(`${node.terraformResourceType}.${logicalId(stack, [...before, ...below])}`);
    },
  });
}

/**
 * Takes something that exists already into the state, instead of creating it: `adopted(cluster.node.findChild('Secrets'),
 * 'secrets.yaml')`, `adopted(pool.node.findChild('worker-0'), 'pve1/120')`. Take the call out again when it was applied.
 *
 * CDKTF's own `importFrom` runs `terraform version` at each synthesis; this writes the same block without it.
 * @param construct a resource, or the construct of a machine whose server it is
 * @param id what the provider's documentation says about the import of such a resource
 */
export function adopted(construct: IConstruct, id: string): void {
  const resource = [construct, construct.node.tryFindChild('Resource')].find(
    (each): each is TerraformResource => each !== undefined && TerraformResource.isTerraformResource(each),
  );
  if (resource === undefined) throw new TypeError(`'${construct.node.path}' is no resource, and has none of its own`);
  new ImportBlock(resource, id);
}

/** One `import` block of a stack. */
class ImportBlock extends TerraformElement {
  constructor(
    private readonly resource: TerraformResource,
    private readonly importedId: string,
  ) {
    super(resource, 'Import');
  }

  /** @internal What the framework writes into the stack's JSON. */
  override toTerraform(): Record<string, unknown> {
    const { terraformResourceType, friendlyUniqueId } = this.resource;
    return { import: [{ to: `${terraformResourceType}.${friendlyUniqueId}`, id: this.importedId }] };
  }
}

/** What the stack itself calls a resource at a path below it. */
function logicalId(stack: TerraformStack, path: readonly string[]): string {
  const scopes = [stack, ...path.map((id) => ({ node: { id } }))];
  return stack.getLogicalId({ scopes } as unknown as Node);
}
