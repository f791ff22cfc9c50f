/** What surrounds every story: our styles, the mocked endpoint, schemes, widths and directions to choose from. */
import '../src/styles/index.css'
import './docs.css'
import './page.css'

import type { Preview } from '@storybook/react-vite'
import { configure } from 'storybook/test'

import { LANGUAGES, surround, type Surroundings } from '../stories/languages.ts'
import { answerStory, startWorker } from '../stories/mockedEndpoint.ts'

// A slow machine is no fault of a story.
configure({ asyncUtilTimeout: 20_000 })

const preview: Preview = {
  loaders: [
    async ({ parameters }) => {
      await startWorker()
      answerStory(parameters)
      return {}
    },
  ],
  globalTypes: {
    scheme: {
      description: 'Colour scheme',
      toolbar: { title: 'Scheme', items: ['system', 'light', 'dark'], dynamicTitle: true },
    },
    width: {
      description: 'Width of the container',
      toolbar: { title: 'Width', items: ['320px', '480px', '960px'], dynamicTitle: true },
    },
    language: {
      description: 'Language of the widget',
      toolbar: { title: 'Language', items: [...LANGUAGES], dynamicTitle: true },
    },
    direction: {
      description: 'Direction of the page',
      toolbar: { title: 'Direction', items: ['ltr', 'rtl'], dynamicTitle: true },
    },
  },
  initialGlobals: { scheme: 'system', width: '960px', language: 'en', direction: 'ltr' },
  decorators: [
    (Story, { globals, args, parameters }) => (
      <div
        className="story"
        data-scheme={globals['scheme'] as string}
        data-width={globals['width'] as string}
        dir={globals['direction'] as string}
      >
        {/* An element takes them as attributes: its stories say how. */}
        <Story args={parameters['attributes'] ? args : surround(args, globals as unknown as Surroundings)} />
      </div>
    ),
  ],
  parameters: {
    layout: 'fullscreen',
    controls: { expanded: true, sort: 'requiredFirst' },
    a11y: {
      test: 'error',
      // A story is a piece of a page: it has no landmarks and no title of the page around it.
      options: {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        rules: {
          region: { enabled: false },
          'landmark-one-main': { enabled: false },
          'page-has-heading-one': { enabled: false },
        },
      },
    },
    options: {
      storySort: {
        order: [
          'Start here',
          'Docs',
          [
            'React',
            'Script tag',
            'Frameworks',
            'Endpoint',
            'Guides',
            'Theming',
            'Messages',
            'Security',
            'Accessibility',
          ],
          'Hub',
          ['Playground', 'Walk', 'Errors', 'Guide', 'Fields', 'Picker', 'Themes', 'Languages'],
          'Accounts',
          'Element',
        ],
      },
    },
  },
}

export default preview
