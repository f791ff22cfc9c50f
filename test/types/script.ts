/** What `import 'hub-link/script'` makes known to TypeScript: the tag and the global. `tsc` judges; nothing runs. */
import 'hub-link/script'

const element = document.querySelector('hub-link')
element?.addEventListener('hub-linked', ({ detail }) => detail.account.id)

export const { unmount } = window.HubLink.mount('#hub', { provider: 'jazzhr', endpoint: '/api/link' })

// @ts-expect-error -- mount takes the props of <Hub>
window.HubLink.mount('#hub', { provider: 'jazzhr', endpoints: '/api/link' })
