/** After all stories: that they did every action the app has, and compared the balances with what was announced. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { TestProject } from 'vitest/node';

const SOURCES = join(import.meta.dirname, '../../src');

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder with a file for each action that was done, by its label. */
    performed: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const performed = await mkdtemp(join(tmpdir(), 'mosaic-app-performed-'));
  project.provide('performed', performed);
  return async () => {
    const done = new Set((await readdir(performed)).map(decodeURIComponent));
    await rm(performed, { recursive: true });
    // Some stories alone do some actions alone.
    const { testFiles } = await project.globTestFiles();
    const ran = new Set(project.vitest.state.getFiles().map(({ filepath }) => filepath));
    if (!testFiles.every(file => ran.has(file))) return;
    const missing = (await allLabels()).filter(label => !done.has(label));
    if (missing.length === 0) return;
    // What is thrown here would be printed, and the run succeed.
    console.error(`no story does, from beginning to end: ${missing.join(', ')}`);
    process.exitCode = 1;
  };
}

/** What is written on the last button of every action: the texts beside `confirmLabel` in the sources. */
async function allLabels(): Promise<string[]> {
  const files = (await readdir(SOURCES, { recursive: true })).filter(file => /(?<!\.test)\.tsx?$/.test(file));
  const texts = await Promise.all(files.map(file => readFile(join(SOURCES, file), 'utf8')));
  const values = texts.flatMap(text => [...text.matchAll(/confirmLabel: (.*),\n/g)].map(([, value]) => value ?? ''));
  // A value is one text, or a choice of two after a question.
  const labels = values.flatMap(value =>
    [...value.replace(/^.*\?/, '').matchAll(/'([^']+)'/g)].map(([, label]) => label ?? ''),
  );
  if (labels.length < values.length) throw new Error('a label of an action is not written where it is offered');
  return [...new Set(labels)].sort();
}
