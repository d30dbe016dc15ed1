import { expect, test } from 'vitest';

import { ClientError, type ClientErrorDetail } from '../../src/errors/client.ts';
import { explainCode } from '../../src/errors/explain.ts';
import { FRAMEWORK_ERRORS } from '../../src/errors/framework.ts';
import { MOSAIC_ERRORS } from '../../src/errors/program.ts';
import { NFT_REFUSALS } from '../../src/views/refusal.ts';
import { vectors } from './vectors.ts';

type Explained = { code: number; name: string; message: string; hint: string };
type Refused = { error: { __kind: string; fields?: unknown[] }; message: string };

const { program, framework, client, nft } = vectors<{
  program: Explained[];
  framework: Explained[];
  client: Refused[];
  nft: { refusal: string; message: string; program: string }[];
}>('errors.json');

test("the program's errors have the program's names and texts, and the Rust client's hints", () => {
  expect(program.map(({ code }) => explainCode(code))).toEqual(program);
  expect(program.map(({ name }) => name)).toEqual(Object.keys(MOSAIC_ERRORS));
});

test("Anchor's errors have Anchor's names and texts, and the Rust client's hints", () => {
  expect(framework.map(({ code }) => explainCode(code))).toEqual(framework);
  expect(framework.map(({ code }) => code)).toEqual(Object.keys(FRAMEWORK_ERRORS).map(Number));
});

test.each(client)('the client says as the Rust client: $message', ({ error, message }) => {
  const { __kind: code, fields, ...rest } = error;
  const detail = (code === 'Rule' ? { code, rule: fields?.[0] } : { code, ...rest }) as ClientErrorDetail;
  expect(new ClientError(detail).message).toBe(message);
});

test('NFTs are refused as by the Rust client', () => {
  const known = Object.entries(NFT_REFUSALS);
  expect(known.map(([refusal, { sentence: message, error }]) => ({ refusal, message, program: error }))).toEqual(nft);
});
