/**
 * Preact as the scripts have it: at home in any document, and without what the widget never asks of it.
 */
import type { Rolldown } from 'tsdown'

/** What is written in place of what. */
const EDITS: readonly (readonly [RegExp, string])[] = [
  // An element is made with its parent as the options, for a registry that the parent may have of its own. One that was moved
  // to another document still names the one it came from, and Chromium then throws.
  [/\b(\w+)\.is\?\1:\w+\)/g, '$1.is&&$1)'],
  // Markup as text: the scripts have no way to write HTML into a page.
  [/"dangerouslySetInnerHTML"==\w+/g, '!1'],
  // A page may add to `Object.prototype`: what stands for no props, what is listened to so far, the hooks of Preact and its
  // components have none of that, and a function is a component of classes only by its own prototype.
  [/(Symbol\.for\("pv"\),\w+=)\{\}/, '$1{__proto__:null}'],
  [/(\w=0,\w=)\{\}(?=,\w=0;export)/, '$1{__proto__:null}'],
  [/\b\w=\{(?=__e:function)/, '$&__proto__:null,'],
  [/\b(\w)\.prototype\.render=/, 'Object.setPrototypeOf($1.prototype,null),$&'],
  [/(?<=\((\w)=\w\.prototype\)&&)\1\.render/, 'Object.hasOwn($1,"render")'],
  // An element of the page's that is named like a method of the document stands in front of it.
  [/\b\w+\.createTextNode\(/, 'new Text('],
  [/\b(\w+)\.createElementNS\(/, 'Document.prototype.createElementNS.call($1,'],
  // Elements and props that nothing here draws.
  [
    /"(?:style|popover|template|progress|math|foreignObject|http:\/\/www\.w3\.org\/1998\/Math\/MathML)"==\w+/g,
    '!1',
  ],
  [/"(?:popover|progress|download)"!=\w+/g, '!0'],
  [/,\w+="checked",null!=(\w+)&&.+?\)(?=\))/, ''],
  [/"checked"==\w+/g, '!1'],
  [/\.replace\(\/xlink.+?\)(?=\.)/, ''],
  // Handlers that come before those of what is inside.
  [/\w+=(\w+)!=\(\1=\1\.replace\(\w+,"\$1"\)\),/, ''],
  // What no component here has.
  [
    /\b\w+\.(?:component(?:WillMount|DidMount|WillUpdate|DidUpdate|WillReceiveProps|DidCatch)|getSnapshotBeforeUpdate|getDerivedStateFromProps|contextType)\b/g,
    'void 0',
  ],
  // The marks of what is hydrated and of what waits: nothing here comes from a server, and nothing throws a promise.
  [/\b(?:32|128)&\w+\.__u/g, '0'],
  [/\b(\w+)&&\1\.then\b/g, '0'],
  [/\b(\w+)=\1\.__z\b/g, '0'],
]

/** Makes the edits. An edit that finds nothing stops the build: another version of Preact wants to be looked at anew. */
export const fittedPreact: Rolldown.Plugin = {
  name: 'fitted-preact',
  transform: {
    filter: { id: /\/preact\/dist\/preact\./ },
    handler: (code) => ({
      code: EDITS.reduce((text, [found, instead]) => {
        const rest = text.replace(found, instead)
        if (rest === text) throw new Error(`Preact no longer has ${found.source}`)
        return rest
      }, code),
    }),
  },
}
