/**
 * The entry of `hub.js`: one classic script that holds all it needs. Defines the element and installs the global.
 */
import './compat/props.ts'

import { defineHubLink } from './define.ts'
import { installGlobal } from './global.ts'

installGlobal()
defineHubLink()
