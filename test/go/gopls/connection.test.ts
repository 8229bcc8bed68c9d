import { startGopls } from "../../../src/go/gopls/stdio";
import { describeConnections } from "../../support/gopls-connections";

describe("gopls over a pipe", () => describeConnections(startGopls));
