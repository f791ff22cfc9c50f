/** What surrounds every story: our styles, the mocked endpoint, schemes, widths and directions to choose from. */
import '../src/styles/tokens.css'
import '../src/styles/hub.css'
import './page.css'

import type { Preview } from '@storybook/react-vite'

import { answerStory, startWorker } from '../stories/mockedEndpoint.ts'

const preview: Preview = {
  loaders: [
    async ({ parameters }) => {
      await startWorker()
      answerStory(parameters['endpoint'])
      return {}
    },
  ],
  globalTypes: {
    scheme: {
      description: 'Colour scheme',
      toolbar: { title: 'Scheme', items: ['light', 'dark'], dynamicTitle: true },
    },
    width: {
      description: 'Width of the container',
      toolbar: { title: 'Width', items: ['320px', '480px', '960px'], dynamicTitle: true },
    },
    direction: {
      description: 'Direction of the page',
      toolbar: { title: 'Direction', items: ['ltr', 'rtl'], dynamicTitle: true },
    },
  },
  initialGlobals: { scheme: 'light', width: '960px', direction: 'ltr' },
  decorators: [
    (Story, { globals, parameters }) => (
      <div
        className="story"
        data-scheme={globals['scheme'] as string}
        data-width={(parameters['width'] ?? globals['width']) as string}
        dir={globals['direction'] as string}
      >
        <Story />
      </div>
    ),
  ],
  parameters: {
    layout: 'fullscreen',
    controls: { expanded: true, sort: 'requiredFirst' },
    a11y: {
      test: 'error',
      options: {
        runOnly: [
          'wcag2a',
          'wcag2aa',
          'wcag21a',
          'wcag21aa',
          'wcag22aa',
          'aria-dialog-name',
          'heading-order',
        ],
      },
    },
    options: {
      storySort: {
        order: ['Start here', 'Guides to use', 'Hub', ['Walk', 'Errors', 'Guide', 'Fields'], 'Accounts'],
      },
    },
  },
}

export default preview
