import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PORTS, Port } from '../../lib/config/ports';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'firewall.md'), 'utf8');

function row({ name, protocol, from, to, listeners, callers, feature }: Port): string[] {
  const ports = protocol === 'icmp' ? 'echo request' : from === to ? String(from) : `${String(from)}-${String(to)}`;
  const on = listeners.length > 1 ? 'all' : listeners.join();
  return [`\`${name}\``, `${ports}/${protocol}`, on, callers.join(', '), feature ?? 'always'];
}

test('the page on the firewall holds the table of ports, row by row', () => {
  const [, table = ''] = /^<!-- ports -->\n\n((?:\|.*\n)+)/m.exec(PAGE) ?? [];
  const rows = table
    .trim()
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  expect(rows.slice(2)).toEqual(PORTS.map(row));
});
