/**
 * JazzHR by API key: where an administrator finds the key, and the one field that takes it.
 * Button and tab names stand as JazzHR shows them. Every default is written out, as `ownGuide` needs it.
 */
import type { Guide } from '../core/guide.ts'
import { ownGuide } from '../core/ownGuide.ts'

/** The guide to give as `guide={jazzhr}`. JazzHR does not document the form of its keys, so the field has no pattern. */
export const jazzhr: Guide = /* @__PURE__ */ ownGuide({
  schema: 1,
  provider: 'jazzhr',
  name: 'JazzHR',
  locale: 'en',
  auth: { kind: 'fields' },
  before: [
    {
      kind: 'notice',
      tone: 'warning',
      body: [
        {
          kind: 'paragraph',
          content: [
            { kind: 'strong', content: [{ kind: 'text', text: 'You need admin rights' }] },
            { kind: 'text', text: ' in the JazzHR account that you connect.' },
          ],
        },
      ],
    },
  ],
  sections: [
    {
      id: 'locate',
      title: 'Locate your API key',
      level: 2,
      scopes: [],
      optional: false,
      whiteLabelHidden: false,
      place: 'stepper',
      body: [
        {
          kind: 'paragraph',
          content: [
            {
              kind: 'text',
              text: 'Your JazzHR account already has an API key. You can find it in the settings.',
            },
          ],
        },
        {
          kind: 'steps',
          steps: [
            {
              id: 'sign-in',
              title: 'Sign in to JazzHR',
              optional: false,
              scopes: [],
              showScopes: false,
              href: 'https://app.jazz.co',
              body: [
                {
                  kind: 'paragraph',
                  content: [
                    { kind: 'text', text: 'Sign in to your ' },
                    {
                      kind: 'link',
                      href: 'https://app.jazz.co',
                      content: [{ kind: 'text', text: 'JazzHR account' }],
                    },
                    { kind: 'text', text: ', then open ' },
                    { kind: 'strong', content: [{ kind: 'text', text: 'Settings' }] },
                    { kind: 'text', text: ' in the main navigation.' },
                  ],
                },
              ],
            },
            {
              id: 'integrations',
              title: 'Open the Integrations tab',
              optional: false,
              scopes: [],
              showScopes: false,
              body: [
                {
                  kind: 'paragraph',
                  content: [
                    { kind: 'text', text: 'On the Settings page, choose ' },
                    { kind: 'strong', content: [{ kind: 'text', text: 'Integrations' }] },
                    {
                      kind: 'text',
                      text: ' in the bar below the title. Your API key is in the first section.',
                    },
                  ],
                },
                {
                  kind: 'list',
                  ordered: false,
                  items: [
                    [
                      {
                        kind: 'paragraph',
                        content: [
                          {
                            kind: 'text',
                            text: 'Only Super Administrators, Recruiting Administrators and Developers can see it.',
                          },
                        ],
                      },
                    ],
                  ],
                },
                {
                  kind: 'details',
                  title: "I can't see the key",
                  body: [
                    {
                      kind: 'paragraph',
                      content: [
                        {
                          kind: 'text',
                          text: 'Your role in JazzHR may not show it. Ask someone with one of these roles to copy the key for you, or to give you that role.',
                        },
                      ],
                    },
                  ],
                },
              ],
            },
            {
              id: 'copy-key',
              title: 'Copy your API key',
              optional: false,
              scopes: [],
              showScopes: false,
              field: 'apiKey',
              body: [
                {
                  kind: 'paragraph',
                  content: [
                    {
                      kind: 'text',
                      text: 'Copy the whole key. Until you have pasted it here, keep it as safe as a password.',
                    },
                  ],
                },
              ],
            },
            {
              id: 'new-key',
              title: 'Generate a new key',
              optional: true,
              scopes: [],
              showScopes: false,
              body: [
                {
                  kind: 'notice',
                  tone: 'warning',
                  body: [
                    {
                      kind: 'paragraph',
                      content: [
                        {
                          kind: 'strong',
                          content: [{ kind: 'text', text: 'The old key stops working at once.' }],
                        },
                        {
                          kind: 'text',
                          text: ' So does every integration that uses it, until it has the new key.',
                        },
                      ],
                    },
                  ],
                },
                {
                  kind: 'paragraph',
                  content: [
                    { kind: 'text', text: 'To replace your key, choose ' },
                    { kind: 'strong', content: [{ kind: 'text', text: 'Generate New Key' }] },
                    { kind: 'text', text: ' on the Integrations tab, then copy the new one.' },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
    {
      id: 'link',
      title: 'Link the account from the Hub',
      level: 2,
      scopes: [],
      optional: false,
      whiteLabelHidden: true,
      place: 'form',
      body: [
        {
          kind: 'list',
          ordered: true,
          items: [
            [
              {
                kind: 'paragraph',
                content: [
                  { kind: 'text', text: 'Paste the key into ' },
                  { kind: 'strong', content: [{ kind: 'text', text: 'API Key' }] },
                  { kind: 'text', text: '.' },
                ],
              },
            ],
            [
              {
                kind: 'paragraph',
                content: [
                  { kind: 'text', text: 'Choose ' },
                  { kind: 'strong', content: [{ kind: 'text', text: 'Connect' }] },
                  { kind: 'text', text: '. A message confirms that the account is linked.' },
                ],
              },
            ],
            [
              {
                kind: 'paragraph',
                content: [{ kind: 'text', text: 'The account then appears in your list of accounts.' }],
              },
            ],
          ],
        },
      ],
    },
  ],
  fields: [
    {
      name: 'apiKey',
      label: 'API Key',
      kind: 'secret',
      required: true,
      hint: 'Usually 32 letters and digits.',
      foundIn: 'copy-key',
    },
  ],
})
