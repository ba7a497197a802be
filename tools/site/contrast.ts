/** Texts of a page with too little contrast to what is behind them, as WCAG 2 counts it (signs beside words count as pictures); an expression for the browser. */
export const POOR_CONTRAST = `(() => {
  const parsed = (colour) => { const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number); return { r, g, b, a }; };
  const over = (top, below) => ({ r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a), a: 1 });
  const behind = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) { const c = parsed(getComputedStyle(e).backgroundColor); layers.push(c); if (c.a === 1) break; }
    if (layers[layers.length - 1].a < 1) layers.push(matchMedia('(prefers-color-scheme: dark)').matches ? { r: 18, g: 18, b: 18, a: 1 } : { r: 255, g: 255, b: 255, a: 1 });
    return layers.reverse().reduce((below, top) => over(top, below));
  };
  const light = ({ r, g, b }) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const poor = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || ['SCRIPT', 'STYLE', 'NOSCRIPT', 'OPTION', 'text', 'title'].includes(element.tagName) || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const [ground, { color, fontSize, fontWeight }] = [behind(element), getComputedStyle(element)];
    const [a, b] = [light(over(parsed(color), ground)), light(ground)].sort((x, y) => y - x);
    const needed = element.closest('[aria-hidden=true]') || parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5;
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < needed) poor.add(ratio.toFixed(2) + ' ' + color + ' ' + walker.currentNode.data.trim().slice(0, 40));
  }
  return [...poor];
})()`;
