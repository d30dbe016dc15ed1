/** What can go wrong: the program's refusals by number and name, and the client's own. */

export { ClientError, type ClientErrorCode, type ClientErrorDetail, type Exclusion, type Owing } from './client.ts';
export * from './explain.ts';
export { type MosaicErrorName, MOSAIC_ERRORS, mosaicErrorCode, mosaicErrorName } from './program.ts';
