import { html, type Html } from './page.js';

interface Picture {
  /** Pixels. */
  width: number;
  height: number;
  /** Said to whoever hears the page instead of seeing it. */
  title: string;
  font?: { family: string; size: number } | undefined;
  ink?: string | undefined;
}

const systemFont = { family: 'system-ui, sans-serif', size: 12 };

/** A plot, as a part of a page. */
export const picture = ({ width, height, title, font = systemFont, ink = '#000' }: Picture, drawn: Html): Html =>
  html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    role="img"
    font-family="${font.family}"
    font-size="${font.size}"
    fill="${ink}"
  >
    <title>${title}</title>
    ${drawn}
  </svg>`;

/** Of which the words are small: on a narrow screen it is moved to and fro. */
export const widePicture = (shown: Picture, drawn: Html): Html =>
  html`<div class="plot">${picture(shown, drawn)}</div>`;

/** A length in pixels, to a tenth. */
export const short = (value: number): number => Math.round(value * 10) / 10;
