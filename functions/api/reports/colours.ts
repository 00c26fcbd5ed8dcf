/** Told apart by the colour-blind too (M. Okabe and K. Ito, 2008). */
export const colours = {
  blue: '#0072b2',
  sky: '#56b4e9',
  orange: '#e69f00',
  vermilion: '#d55e00',
  green: '#009e73',
  grey: '#c9ced3',
  pale: '#eef1f4',
  ink: '#333333',
} as const;
