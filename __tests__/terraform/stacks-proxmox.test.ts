import { EXAMPLE_STACKS } from '../support/example-stacks';
import { testLivesOf } from './support/life-of-stacks';

testLivesOf(EXAMPLE_STACKS.filter(({ name }) => name.endsWith('-proxmox')));
