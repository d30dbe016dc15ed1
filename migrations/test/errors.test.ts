import { SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR, SolanaError } from '@solana/kit';
import { describe, expect, test } from 'vitest';

import { DeployError, explain } from '../src/errors';

const URL = 'https://host/secret';

describe('what was thrown', () => {
  test('is kept where it is a sentence already, however deep', () => {
    const known = new DeployError('It is so.', 'Do that.');
    expect(explain(new Error('outer', { cause: known }), URL)).toBe(known);
  });

  test('is a connection that failed', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(explain(new TypeError('fetch failed', { cause: refused }), URL).message).toBe(
      'No RPC answers at https://host (ECONNREFUSED).',
    );
    expect(explain(new TypeError('fetch failed'), URL).message).toBe('No RPC answers at https://host (no connection).');
  });

  test('is a server that refuses, and its key is not printed', () => {
    const headers = new Headers();
    const context = { headers, message: 'Forbidden', statusCode: 403 };
    const { message } = explain(new SolanaError(SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR, context), URL);
    expect(message).toBe('https://host refuses: HTTP error (403): Forbidden.');
  });

  test('is something else, and its innermost cause tells most', () => {
    const error = explain(new Error('outer', { cause: new Error('inner') }), URL);
    expect([error.message, error.hint]).toEqual(['inner', 'Run the script again: it goes on where it stopped.']);
    expect(explain('a text', URL).message).toBe('a text');
  });
});
