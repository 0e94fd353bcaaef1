// The IAM actions that an operation needs, as `x-iam-actions` of the contract says.

import { resourceKindNames, type ResourceKind } from '../../domain/resource.js'
import type { ContractValue } from './contract-value.js'

/** IAM action that an operation needs, and on which kind of resource: on each of them that the request names. */
export interface IamAction {
  readonly action: string
  readonly resource: ResourceKind
  /**
   * Asked for only when one of these members of the body or parameters is there: `name`, or `name=value` for one with
   * this value.
   */
  readonly given?: readonly string[]
  /** Asked for only when the resource that the request names exists, or does not. */
  readonly exists?: boolean
  /** With one of these, written as in `given`, the request is a list: its path names a folder and no resource. */
  readonly list?: readonly string[]
}

/** What `x-iam-actions` of an operation says. */
export function readIamActions (operation: ContractValue): readonly IamAction[] {
  return operation.member('x-iam-actions').items().map((wanted) => {
    const [given, exists, list] = [wanted.member('given'), wanted.member('exists'), wanted.member('list')]
    return {
      action: wanted.member('action').text(),
      resource: wanted.member('resource').oneOf(resourceKindNames),
      ...(given.value === undefined ? {} : { given: texts(given) }),
      ...(exists.value === undefined ? {} : { exists: exists.truth() }),
      ...(list.value === undefined ? {} : { list: texts(list) })
    }
  })
}

const texts = (list: ContractValue): readonly string[] => list.items().map((item) => item.text())

/** When the action is asked for, in words that follow those on the resource; empty for always. */
export function conditionOf ({ given, exists, list }: IamAction, code = (text: string) => text): string {
  const withOneOf = given === undefined ? '' : `, with ${given.map(code).join(' or ')}`
  const ifExists = exists === undefined ? '' : `, if it ${exists ? 'exists' : 'does not exist'}`
  return `${withOneOf}${ifExists}${list === undefined ? '' : ', or on each entry of a list'}`
}
