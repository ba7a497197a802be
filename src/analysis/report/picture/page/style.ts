/** Style of the page. The script only sets classes, so the content security policy can allow this block and nothing else. */
export const PAGE_STYLE = `
:root{color-scheme:light;--page:#f5f7f9;--pane:#fff;--box:#fff;--ink:#1c2126;--soft:#59646f;--line:#8b96a1;--rule:#dce1e6;--pick:#e7f0fb;--focus:#0b63c5;--bad:#b43c00}
@media(prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;--page:#101418;--pane:#171c21;--box:#1e252b;--ink:#e8ecf0;--soft:#a3adb8;
--line:#74808c;--rule:#2b333b;--pick:#20344b;--focus:#6db3ff;--bad:#ff9357}}
:root[data-theme=dark]{color-scheme:dark;--page:#101418;--pane:#171c21;--box:#1e252b;--ink:#e8ecf0;--soft:#a3adb8;
--line:#74808c;--rule:#2b333b;--pick:#20344b;--focus:#6db3ff;--bad:#ff9357}
*{box-sizing:border-box}
[hidden]{display:none!important}
html,body{height:100%;margin:0}
body{display:grid;grid-template-rows:auto 1fr;background:var(--page);color:var(--ink);font:14px/1.45 system-ui,-apple-system,"Segoe UI",sans-serif}
button,input,select{font:inherit;color:inherit;background:var(--pane);border:1px solid var(--rule);border-radius:6px;padding:4px 9px}
button{cursor:pointer}
:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
header{display:flex;flex-wrap:wrap;gap:8px 10px;align-items:center;padding:10px 16px;background:var(--pane);border-bottom:1px solid var(--rule)}
h1{font-size:17px;margin:0 8px 0 0;max-width:26em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
#search{flex:1 1 14em;min-width:10em;max-width:24em}
#namespaces{max-width:14em}
.chips{display:flex;flex-wrap:wrap;gap:6px}
.chip{display:inline-flex;gap:6px;align-items:center;border-radius:99px;padding:2px 10px 2px 4px}
.chip[aria-pressed=false]{opacity:.45;text-decoration:line-through}
.chip b{font-variant-numeric:tabular-nums}
.sign{display:inline-grid;place-items:center;flex:none;width:20px;height:20px;border-radius:50%;font-size:12px;font-weight:700;line-height:1}
main{display:grid;grid-template-columns:minmax(270px,340px) minmax(0,1fr);min-height:0}
main.open{grid-template-columns:minmax(230px,290px) minmax(0,1fr) minmax(300px,370px)}
#list,#detail{overflow:auto;background:var(--pane)}
#list{border-right:1px solid var(--rule)}
#detail{border-left:1px solid var(--rule);padding:14px 16px 40px}
.count{position:sticky;top:0;z-index:1;padding:7px 14px;background:var(--pane);border-bottom:1px solid var(--rule);color:var(--soft);font-size:12.5px}
ul{list-style:none;margin:0;padding:0}
.row{display:grid;grid-template-columns:auto minmax(0,1fr);gap:1px 9px;align-items:center;width:100%;padding:6px 14px;text-align:left;border:0;border-radius:0;
border-bottom:1px solid var(--rule)}
.row:hover{background:var(--pick)}
.row[aria-current=true]{background:var(--pick);box-shadow:inset 3px 0 var(--focus)}
.row .name{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.row .more{grid-column:2;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;color:var(--soft);font-size:12px}
.others{padding:2px 14px 14px}
h3{font-size:12px;margin:18px 0 5px;color:var(--soft);font-weight:600}
.wide{display:block;width:calc(100% - 28px);margin:10px 14px}
#stage{position:relative;min-width:0;min-height:0}
#graph{position:absolute;inset:0;overflow:auto}
#graph svg{display:block;margin:0 auto 64px}
.tools{position:absolute;right:18px;bottom:18px;display:flex;gap:6px;box-shadow:0 1px 6px #0003;border-radius:6px}
.empty{padding:60px 20px;text-align:center;color:var(--soft)}
svg text{font:13px system-ui,-apple-system,"Segoe UI",sans-serif;fill:var(--ink);pointer-events:none}
svg .col{font-weight:600;fill:var(--soft);font-size:12.5px}
svg .note{font-size:11.5px;fill:var(--soft)}
svg .mark{font-weight:700;text-anchor:middle}
svg .box{cursor:pointer}
svg .box rect{fill:var(--box);stroke-width:1.5}
svg .box:hover rect,svg .box:focus-visible rect{fill:var(--pick)}
svg .box.picked rect{fill:var(--pick);stroke-width:3}
svg .box.absent rect{stroke-dasharray:4 3}
svg path{fill:none;stroke:var(--line);stroke-width:1.3}
svg .gets{stroke-width:2.2}
svg .may{stroke-dasharray:6 4}
svg .asks{stroke-dasharray:2 4}
svg .misses{stroke:#d55e00;stroke-dasharray:3 4;stroke-width:1.8}
svg .of,svg .runs{opacity:.5}
svg.traced .box:not(.on),svg.traced path:not(.on),svg.traced .tag:not(.on){opacity:.24}
svg.traced path.on{opacity:1;stroke:var(--focus)}
svg.traced path.misses.on{stroke:#d55e00}
svg .tag{font-size:11.5px;text-anchor:middle;paint-order:stroke;stroke:var(--page);stroke-width:4px}
#detail h2{font-size:16px;margin:0 30px 2px 0;overflow-wrap:anywhere}
#detail .kind{color:var(--soft);margin:0 0 10px}
#detail .state{display:flex;margin:6px 0;gap:8px;align-items:center;font-weight:600}
.sample{display:flex;gap:10px;align-items:center;margin:6px 0}
.sample svg{flex:none}
#detail .say{margin:10px 0;padding:9px 12px;border-radius:6px;background:var(--page);overflow-wrap:anywhere}
#detail .miss{border-left:3px solid #d55e00}
#detail dl{display:grid;grid-template-columns:auto minmax(0,1fr);gap:5px 14px;margin:12px 0}
#detail dt{color:var(--soft)}
#detail dd{margin:0;overflow-wrap:anywhere}
#detail .go,.others .go{display:flex;gap:8px;align-items:center;width:100%;margin:3px 0;text-align:left;overflow-wrap:anywhere}
#detail .go small,.others .go small{color:var(--soft);margin-left:auto;padding-left:8px;text-align:right}
#close{float:right;padding:1px 9px}
.finding{margin:8px 0;padding:8px 12px;border:1px solid var(--rule);border-radius:6px;overflow-wrap:anywhere}
.finding p{margin:4px 0 0}
.finding .error{color:var(--bad);font-weight:600}
@media(max-width:900px){body{grid-template-rows:auto auto;height:auto}main,main.open{grid-template-columns:1fr}#search{flex-basis:100%;max-width:none}#list{max-height:40vh;border-right:0}
#stage{height:60vh}
#detail{position:fixed;inset:auto 0 0;max-height:62vh;z-index:2;border:0;border-top:1px solid var(--rule);box-shadow:0 -2px 14px #0004}}
`;
