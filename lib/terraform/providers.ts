import { TerraformProvider, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { quote } from '../checks/check';
import { PROVIDER_TWICE } from '../checks/cluster-checks';
import { addCheck } from './app-validation';

const found = new WeakMap<TerraformStack, Map<string, TerraformProvider>>();

function defaultProviders(stack: TerraformStack, type: string): TerraformProvider[] {
  return stack.node
    .findAll()
    .filter(
      (node): node is TerraformProvider =>
        TerraformProvider.isTerraformProvider(node) && node.terraformResourceType === type && node.alias === undefined,
    );
}

/**
 * The stack's default provider of a type: the one that the user created, or else a new one.
 *
 * Credentials stay out of the code: the block that is made here is empty, and the provider reads its environment
 * variables.
 */
export function defaultProvider(
  scope: IConstruct,
  type: string,
  create: (stack: TerraformStack) => TerraformProvider,
): TerraformProvider {
  const stack = TerraformStack.of(scope);
  const ofStack = found.get(stack) ?? new Map<string, TerraformProvider>();
  found.set(stack, ofStack);
  const known = ofStack.get(type);
  if (known !== undefined) return known;
  const provider = defaultProviders(stack, type)[0] ?? create(stack);
  ofStack.set(type, provider);
  addCheck(stack, () => {
    const paths = defaultProviders(stack, type).map((each) => each.node.path);
    return paths.length < 2
      ? []
      : [
          PROVIDER_TWICE.finding({
            wrong: `the stack has more than one ${type} provider without an alias`,
            given: paths.map(quote).join(', '),
            allowed: 'one provider block without an alias',
          }),
        ];
  });
  return provider;
}
