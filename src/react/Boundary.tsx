/** Keeps a fault of ours from taking the host's page with it: a plain sentence, and a way to load the part again. */
import { Component, type ReactNode } from 'react'

interface BoundaryProps {
  /** Drawn in place of the children; `reset` draws them anew. It must not use what failed. */
  readonly fallback: (reset: () => void) => ReactNode
  readonly children: ReactNode
}

export class Boundary extends Component<BoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    const { fallback, children } = this.props
    return this.state.failed ? fallback(() => this.setState({ failed: false })) : children
  }
}
