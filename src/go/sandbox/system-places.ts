import { readdirSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";

/** Of a folder that also holds settings and data of services. */
const homebrew = (prefix: string): readonly string[] =>
  ["bin", "sbin", "lib", "Cellar", "opt", "share", "include"].map((name) => join(prefix, name));

/** Programs and libraries. What is a symbolic link here stays one. */
const programs = [
  "/usr",
  "/bin",
  "/sbin",
  "/lib",
  "/lib32",
  "/lib64",
  "/libx32",
  "/nix/store",
  "/gnu/store",
  "/run/current-system",
  "/run/opengl-driver",
  "/etc/profiles/per-user",
  ...homebrew("/home/linuxbrew/.linuxbrew"),
];

/**
 * What Go's standard library, libc and usual programs read; nothing of it tells of the person or holds a key. Each costs
 * a mount.
 */
const settings = [
  "hosts resolv.conf nsswitch.conf protocols services passwd group localtime timezone os-release",
  "ld.so.cache ld.so.preload alternatives fonts crypto-policies",
  "mime.types apache2/mime.types apache/mime.types httpd/conf/mime.types",
  "ssl/certs ssl/cert.pem ssl/ca-bundle.pem ssl/openssl.cnf ca-certificates/extracted",
  "pki/ca-trust pki/tls/certs pki/tls/cert.pem pki/tls/openssl.cnf",
].flatMap((names) => names.split(" ").map((name) => join("/etc", name)));

/** How many processors there are and how large their pages: libc and Go ask. */
const machine = ["/sys/devices/system/cpu", "/sys/kernel/mm/transparent_hugepage"];

/** The same of macOS, where /etc, /tmp and /var are links into /private. */
export const macPlaces: readonly string[] = [
  ...["/System", "/bin", "/sbin", "/dev", "/nix/store", "/Applications/Xcode.app"],
  ...["bin", "sbin", "lib", "libexec", "share", "include", "local/go"].map((name) => join("/usr", name)),
  ...homebrew("/usr/local"),
  ...homebrew("/opt/homebrew"),
  ...["Apple", "Developer", "Frameworks", "Fonts", "Java"].map((name) => join("/Library", name)),
  ...["db/dyld", "db/timezone", "select", "run/resolv.conf"].map((name) => join("/private/var", name)),
  ...["hosts", "resolv.conf", "protocols", "services", "passwd", "group", "localtime", "shells"]
    .concat(["ssl", "paths", "paths.d", "nsswitch.conf", "apache2/mime.types"])
    .map((name) => join("/private/etc", name)),
];

/** What every program needs of a system: it is there for everybody who can log in. */
export const systemPlaces = (): readonly string[] => [
  ...programs,
  ...settings,
  ...machine,
  ...libraryFolders(),
];

/** Where the loader is told to look besides, as for what a vendor installs below /opt. */
function libraryFolders(): readonly string[] {
  const folder = "/etc/ld.so.conf.d";
  return list(folder)
    .filter((name) => name.endsWith(".conf"))
    .flatMap((name) => lines(join(folder, name)))
    .filter((line) => isAbsolute(line) && !/^\/(?:usr|lib\w*)(?:\/|$)/.test(line));
}

function list(dir: string): readonly string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

function lines(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .map((line) => line.trim());
  } catch {
    return [];
  }
}
