// E-mails that the account got. No mail leaves this server: clients read them through the API.

/** Asks to confirm that a service ends. It holds no secret: the token that confirms is derived when it is read. */
export interface TerminationEmail {
  readonly emailId: number
  readonly serviceId: number
  readonly okmsId: string
  /** Epoch milliseconds. */
  readonly sentAt: number
}

/** Of the e-mail that welcomes the account. It is there from the start on, in no store. */
export const welcomeEmailId = 1

/** E-mails in a store; the oldest ones are forgotten when there are more. */
export const maxEmails = 1000
