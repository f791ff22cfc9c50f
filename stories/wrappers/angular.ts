/** `<hub-link>` in Angular: attributes, a property, an event and a method, in a standalone component without zones. */
import 'hub-link/script'

import { Component, CUSTOM_ELEMENTS_SCHEMA, provideZonelessChangeDetection, signal } from '@angular/core'
import { bootstrapApplication } from '@angular/platform-browser'
import type { HubLinkedEvent } from 'hub-link/element'

@Component({
  selector: '#app',
  // Not a component of Angular's.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <hub-link
      #hub
      provider="jazzhr"
      endpoint="/api/link"
      [attr.brand-name]="brand()"
      [headers]="headers"
      (hub-linked)="onLinked($event)"
    ></hub-link>
    <p role="status">{{ linked() }}</p>
    <button type="button" (click)="hub.restart()">Start again</button>
  `,
})
export class App {
  readonly brand = signal('Acme Recruiting')
  readonly linked = signal('')
  readonly headers = () => ({ 'x-csrf': 'token-of-the-session' })

  onLinked({ detail }: HubLinkedEvent): void {
    this.linked.set(`Linked to ${this.brand()}: ${detail.account.provider}`)
    this.brand.set('Acme Europe')
  }
}

await bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] })
