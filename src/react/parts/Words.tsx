/**
 * A text that changes in its place. Another text is another element: where the page's translator has moved the first into
 * an element of its own, some engines would go on writing to the text node that is gone.
 */
export const Words = ({ children }: { children: string }) => <span key={children}>{children}</span>
