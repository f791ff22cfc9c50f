/** Words for those who listen; nothing is seen of them. */
export const Spoken = ({ children }: { children: string }) => <span className="hub-spoken">{children}</span>
