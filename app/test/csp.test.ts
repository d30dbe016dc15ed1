import { expect, test } from 'vitest';

import { contentSecurityPolicy } from '../csp.ts';

const policy = Object.fromEntries(
  contentSecurityPolicy({ isDev: false })
    .split('; ')
    .map(directive => directive.split(' '))
    .map(([name = '', ...sources]) => [name, sources]),
);

test('only the own files are scripts, and what is not named is forbidden', () => {
  expect(policy['script-src']).toEqual(["'self'"]);
  expect(policy['default-src']).toEqual(["'none'"]);
  expect(policy['object-src']).toEqual(["'none'"]);
  expect(policy['base-uri']).toEqual(["'none'"]);
});

test('pictures come out of memory, never straight from a host', () => {
  expect(policy['img-src']).toEqual(["'self'", 'blob:', 'data:']);
});

test('without encryption only this machine is reached', () => {
  const plain = policy['connect-src']?.filter(source => /^(?:http|ws):/.test(source));
  expect(plain?.sort()).toEqual(['http://127.0.0.1:*', 'http://localhost:*', 'ws://127.0.0.1:*', 'ws://localhost:*']);
});
