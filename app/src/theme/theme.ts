/** The look: warm paper and deep water, with the gold and the ember of tiles. Contrast is AA in both schemes. */

import { type CSSVariablesResolver, type MantineColorsTuple, createTheme } from '@mantine/core';

/** Deep water: what can be pressed. */
const water: MantineColorsTuple = [
  '#e9f6f8',
  '#d3eaee',
  '#a6d5dd',
  '#77bfcb',
  '#4faebd',
  '#369dae',
  '#1f7f91',
  '#136a7b',
  '#0f5868',
  '#0a4351',
];
/** Ember: auctions, and what does not wait. */
const ember: MantineColorsTuple = [
  '#fff1e7',
  '#ffe0cd',
  '#fdbf9a',
  '#fa9b63',
  '#f67d37',
  '#ee6a1c',
  '#c9520c',
  '#b04508',
  '#933907',
  '#762d06',
];
/** Grey of stone, which Mantine takes for borders, dimmed text and dark surfaces. */
const gray: MantineColorsTuple = [
  '#faf8f4',
  '#f3f0ea',
  '#e8e3d9',
  '#d9d3c6',
  '#c2bbad',
  '#9c9587',
  '#665f53',
  '#534d43',
  '#3d3932',
  '#292620',
];
const dark: MantineColorsTuple = [
  '#e4e8e8',
  '#c3cbcc',
  '#a4b0b2',
  '#7b8a8d',
  '#4c5b5f',
  '#35444a',
  '#233239',
  '#17252b',
  '#111c21',
  '#0b1418',
];

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

export const theme = createTheme({
  primaryColor: 'water',
  primaryShade: { light: 7, dark: 6 },
  colors: { water, ember, gray, dark },
  autoContrast: true,
  respectReducedMotion: true,
  defaultRadius: 'md',
  fontFamily: FONT,
  headings: {
    fontFamily: `"Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", Georgia, serif`,
    fontWeight: '600',
  },
  cursorType: 'pointer',
  components: {
    Card: { defaultProps: { radius: 'lg', withBorder: true } },
    Modal: { defaultProps: { radius: 'lg', centered: true } },
    Anchor: { defaultProps: { underline: 'always' } },
    // What is wider than the screen can be scrolled by keys.
    TableScrollContainer: { defaultProps: { scrollAreaProps: { viewportProps: { tabIndex: 0 } } } },
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#faf8f4',
    '--mantine-color-text': '#292620',
    '--mantine-color-dimmed': '#665f53',
    '--mantine-color-anchor': '#0f5868',
    '--mantine-color-placeholder': '#736b5e',
    '--mantine-color-error': '#b3261e',
    '--app-surface': '#ffffff',
  },
  dark: {
    '--mantine-color-body': '#0f1a1f',
    '--mantine-color-text': '#e4e8e8',
    '--mantine-color-dimmed': '#a4b0b2',
    '--mantine-color-anchor': '#77bfcb',
    '--mantine-color-placeholder': '#8e9da0',
    '--mantine-color-error': '#ff9a92',
    '--app-surface': '#17252b',
  },
});
