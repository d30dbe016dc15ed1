import { describe, expect, test } from 'vitest';

import { exitCode, type Line, renderJson, renderText } from '../src/report';

const report = (...lines: Line[]) => ({ program: 'Mosi', url: 'https://user@host:1/key?api=secret', lines });
const ok: Line = { name: 'program', status: 'ok', detail: 'It is.' };
const differs: Line = { name: 'idl', status: 'differs', detail: 'It is not.' };
const toSign: Line = { name: 'idl', status: 'to sign', detail: 'Sign.', transactions: ['abc'] };

describe('a report', () => {
  test('has a line for each check, in columns, and a sentence at the end', () => {
    expect(renderText(report(ok, differs))).toBe(
      [
        'Mosaic Mosi at https://host:1',
        '',
        'ok       program  It is.',
        'differs  idl      It is not.',
        '',
        '1 of 2 differ.',
      ].join('\n'),
    );
    expect(renderText(report(ok))).toMatch(/\nNothing differs, nothing was written\.$/);
    expect(renderText(report({ ...ok, status: 'published' }))).toMatch(/\nPublished; nothing differs\.$/);
    expect(renderText(report(toSign))).toMatch(/transaction 1, base58:\n {2}abc\n/);
  });

  test('is JSON for programs', () => {
    expect(JSON.parse(renderJson(report(ok, toSign)))).toEqual({
      program: 'Mosi',
      url: 'https://host:1',
      ok: true,
      lines: [ok, toSign],
    });
    expect(JSON.parse(renderJson(report(differs)))).toMatchObject({ ok: false });
  });

  test('fails only where something differs', () => {
    expect(exitCode(report(ok, toSign, { ...ok, status: 'skipped' }))).toBe(0);
    expect(exitCode(report(ok, differs))).toBe(1);
  });
});
