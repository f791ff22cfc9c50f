/** `<hub-link>` in Vue: attributes, a property, an event and a method. */
import 'hub-link/script'

import type { HubLinkElement, HubLinkedEvent } from 'hub-link/element'
import { createApp, ref, shallowRef } from 'vue'

const app = createApp({
  template: `
    <hub-link
      ref="hub"
      provider="jazzhr"
      endpoint="/api/link"
      :brand-name="brand"
      :headers="headers"
      @hub-linked="onLinked"
    ></hub-link>
    <p role="status">{{ linked }}</p>
    <button type="button" @click="again">Start again</button>
  `,
  setup() {
    const brand = ref('Acme Recruiting')
    const linked = ref('')
    const hub = shallowRef<HubLinkElement>()
    return {
      hub,
      brand,
      linked,
      headers: () => ({ 'x-csrf': 'token-of-the-session' }),
      onLinked: ({ detail }: HubLinkedEvent) => {
        linked.value = `Linked to ${brand.value}: ${detail.account.provider}`
        brand.value = 'Acme Europe'
      },
      again: () => hub.value?.restart(),
    }
  },
})

// Not a component of Vue's. In single-file components this is an option of @vitejs/plugin-vue.
app.config.compilerOptions.isCustomElement = (tag) => tag === 'hub-link'
app.mount('#app')
