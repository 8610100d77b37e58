import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Blocks } from "/tmp/wt/markdown/renderer/chat/markdown/blocks.tsx";
import { createDocument } from "/tmp/wt/markdown/renderer/chat/markdown/document.ts";
import { lex } from "/tmp/wt/markdown/renderer/chat/markdown/lexer.ts";
import { CodeBlock } from "/tmp/wt/markdown/renderer/chat/markdown/code.tsx";
import { texts, hostile } from "/tmp/wt/markdown/test/unit/renderer/markdown/texts.ts";
import { withoutLooseEnds } from "/tmp/wt/markdown/renderer/chat/markdown/unfinished.ts";
for (const [name, text] of Object.entries(texts)) it(name, () => {
  const v = createDocument().update(text, false);
  const a = v.groups.flat().map(b => b.kind === "code" ? renderToStaticMarkup(<CodeBlock language={b.language} code={b.code}/>) : renderToStaticMarkup(<Blocks tokens={lex(b.raw, v.definitions)} start={b.start}/>)).join("");
  const b = renderToStaticMarkup(<Blocks tokens={lex(text.replace(/\r\n?/g,"\n"), v.definitions)}/>);
  const n = (s:string)=>s.replace(/></g,">\n<");
  expect(n(a)).toBe(n(b));
});
it("unfinished",()=>{
 for (const s of ["a **bo","a *it","a `co","a [li","a [li](","a [li](http","a **","a $","a $x^2","costs $5","\\(a","x\n-","x\n=","- ","- a\n- ","- [ ","1","1.","| a","| a |\n","| a |\n|--","| a |\n|--|","| a |\n|--|\n| b","# ","#","```py","![x](ht","[^1]: fo","[1]: ht","word ~~st","**bold** and __x","***bi","a_b_c","2 * 3","snake_case_x","> **q","- x **b","text `a**","<br","</b"]) console.log(JSON.stringify(s),"->",JSON.stringify(withoutLooseEnds(s)));
});
it("hostile",()=>{
 for (const [name,text] of Object.entries(hostile)) { let t=performance.now(); const v=createDocument().update(text,false); const t1=performance.now()-t; t=performance.now(); let n=0; let err=""; try { n=renderToStaticMarkup(<div>{v.groups.flat().map((b,i)=>b.kind==="code"?b.code:<Blocks key={i} tokens={lex(b.raw,v.definitions)} start={b.start}/>)}</div>).length } catch(e){err=String(e)} console.log(name,t1.toFixed(0),(performance.now()-t).toFixed(0),n,err);
  // stream
  t=performance.now(); const d=createDocument(); const upto=Math.min(text.length,20000); for(let i=100;i<=upto;i+=100){ const u=d.update(text.slice(0,i),true); const l=u.groups.at(-1)?.at(-1); if(l?.kind==="text") lex(l.raw,u.definitions)} console.log("   stream 20k in 200:",(performance.now()-t).toFixed(0)); }
});
