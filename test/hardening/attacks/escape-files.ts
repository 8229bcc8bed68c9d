import type { Attack } from "../attack";

const payload = (
  name: string,
  imports: readonly string[],
  body: string,
  more: Pick<Attack, "alone" | "flags"> = {},
): Attack => ({ name, kind: "escape", by: { via: "payload", imports, body }, wants: "contained", ...more });

/** Files of the person, of others and of the system: read, written, linked to. */
export const escapesByFiles: readonly Attack[] = [
  payload(
    "home-files",
    [],
    `
	return reads(homeDir+"/.ssh/id_ed25519", homeDir+"/.netrc", homeDir+"/.bash_history", homeDir+"/.config/gcloud/credentials.json", homeDir+"/.cache/other-program/token", homeDir+"/Documents/plan.txt")`,
  ),
  payload(
    "home-by-other-roots",
    ["fmt", "os"],
    `
	said := ""
	for _, pid := range []int{1, 2, 3, os.Getppid(), os.Getpid(), harness} {
		for _, way := range []string{"root", "cwd/../../..", "cwd/../../../../../..", "fd/3/../../../.."} {
			said += reads(fmt.Sprintf("/proc/%d/%s%s/.netrc", pid, way, homeDir))
		}
	}
	return said + reads("/proc/self/root"+homeDir+"/.netrc", "/proc/thread-self/root"+homeDir+"/.netrc")`,
  ),
  payload(
    "folders-of-others",
    [],
    `
	said := reads(workDir + "/another/secret.txt", "../another/secret.txt")
	for _, dir := range outsideDirs {
		said += reads(dir + "/secret.txt")
	}
	return said`,
  ),
  payload(
    "secrets-in-the-repository",
    [],
    `
	return reads(".env", ".env.local", "config/.env.production", ".git/config", moduleDir+"/.env", moduleDir+"/.git/config", "/proc/self/cwd/.env")`,
  ),
  payload(
    "secrets-by-walking",
    ["io/fs", "path/filepath"],
    `
	said := ""
	for _, root := range append([]string{".", workDir, homeDir, "/tmp", "/var/tmp", "/dev/shm", "/run", "/mnt", "/media"}, outsideDirs...) {
		seen := 0
		filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			seen++
			if seen > 20000 {
				return filepath.SkipAll
			}
			if err == nil && entry.Type().IsRegular() {
				if info, err := entry.Info(); err == nil && info.Size() < 4096 {
					said += reads(path)
				}
			}
			return nil
		})
	}
	return said`,
  ),
  payload(
    "accounts",
    ["os"],
    `
	said := ""
	for _, path := range []string{"/etc/shadow", "/etc/gshadow", "/etc/sudoers", "/etc/ssh/ssh_host_ed25519_key"} {
		if text, err := os.ReadFile(path); err == nil && len(text) > 0 {
			said += "ESCAPED read " + path + "\\n"
		}
	}
	return said`,
  ),
  payload(
    "workspace-written",
    ["os"],
    `
	writes("meter.go", "meter_test.go", "go.mod", "go.sum", "new.go", "vendor", moduleDir+"/meter.go", workDir+"/another/secret.txt")
	os.Remove("meter.go")
	os.Truncate("meter_test.go", 0)
	os.Mkdir(token, 0o777)
	os.Link("go.mod", token+".mod")
	os.RemoveAll("config")
	return ""`,
  ),
  payload(
    "hooks-and-settings-written",
    ["os"],
    `
	os.MkdirAll(".vscode", 0o777)
	writes(".git/hooks/pre-commit", ".git/hooks/post-checkout", ".git/config", ".vscode/settings.json", ".vscode/tasks.json", ".envrc", "../.git")
	return ""`,
  ),
  payload(
    "home-written",
    ["os"],
    `
	os.MkdirAll(homeDir+"/.config/autostart", 0o777)
	writes(homeDir+"/.bashrc", homeDir+"/.profile", homeDir+"/.ssh/authorized_keys", homeDir+"/.config/autostart/x.desktop", homeDir+"/.config/go/env", homeDir+"/Documents/plan.txt", homeDir+"/.gitconfig")
	return ""`,
  ),
  payload(
    "caches-written",
    ["os", "path/filepath", "strings"],
    `
	roots := []string{"{{caches}}/go-build", "{{caches}}/stubwright", "{{caches}}/modules", homeDir + "/go/bin"}
	for _, variable := range os.Environ() {
		if _, value, _ := strings.Cut(variable, "="); strings.Contains(value, "cache") {
			roots = append(roots, value)
		}
	}
	for _, root := range roots {
		os.MkdirAll(root, 0o777)
		writes(filepath.Join(root, token), filepath.Join(root, "00", token+"-a"), filepath.Join(root, "README"))
	}
	return ""`,
  ),
  payload(
    "cache-poisoned-by-go",
    ["os", "os/exec"],
    `
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		return ""
	}
	os.WriteFile(dir+"/go.mod", []byte("module example.com/"+token+"\\n"), 0o666)
	os.WriteFile(dir+"/x.go", []byte("package x\\n\\nconst Mark = \\""+token+"\\"\\n"), 0o666)
	for _, args := range [][]string{{"build", "."}, {"env", "-w", "GOFLAGS=-toolexec=/tmp/" + token}, {"telemetry", "on"}, {"install", "."}} {
		command := exec.Command("go", args...)
		command.Dir = dir
		command.Env = append(os.Environ(), "HOME="+homeDir, "GOCACHE={{caches}}/go-build")
		command.Run()
	}
	return ""`,
  ),
  payload(
    "system-written",
    ["runtime"],
    `
	return writes("/etc/cron.d/"+token, "/etc/"+token, "/usr/local/bin/"+token, runtime.GOROOT()+"/src/"+token+".go", "/usr/lib/"+token, "/bin/"+token, "/var/spool/"+token, "/boot/"+token)`,
  ),
  payload(
    "temporary-folders-of-all",
    ["os"],
    `
	writes("/tmp/"+token, "/var/tmp/"+token, "/dev/shm/"+token, "/run/"+token, "/run/lock/"+token)
	os.Mkdir("/tmp/"+token+".d", 0o777)
	return ""`,
  ),
  payload(
    "links-out-of-the-temporary-folder",
    ["os"],
    `
	dir := os.TempDir()
	os.Symlink(homeDir+"/.netrc", dir+"/netrc")
	os.Symlink(workDir, dir+"/work")
	os.Symlink("/", dir+"/root")
	os.Link(homeDir+"/.netrc", dir+"/hard")
	os.Link("go.mod", dir+"/go.mod")
	os.Chmod(dir+"/work/another/secret.txt", 0o777)
	return reads(dir+"/netrc", dir+"/hard", dir+"/work/another/secret.txt")`,
    { alone: true },
  ),
  payload(
    "folders-that-resist-removal",
    ["os", "strings"],
    `
	dir := os.TempDir() + "/deep"
	for range 200 {
		os.Mkdir(dir, 0o777)
		if os.Chdir(dir) != nil {
			break
		}
		dir = strings.Repeat("d", 200)
	}
	os.WriteFile("file", nil, 0o400)
	os.Chmod(".", 0)
	os.Chmod(os.TempDir()+"/deep", 0)
	os.Symlink(homeDir, os.TempDir()+"/back")
	os.Chmod(os.TempDir(), 0o500)
	return ""`,
    { alone: true },
  ),
  payload(
    "a-setuid-program",
    ["os"],
    `
	for _, dir := range append([]string{os.TempDir(), "/tmp", "/var/tmp", "/dev/shm", "."}, outsideDirs...) {
		shell, _ := os.ReadFile("/bin/sh")
		path := dir + "/" + token + "-sh"
		os.WriteFile(path, shell, 0o755)
		os.Chown(path, 0, 0)
		os.Chmod(path, 0o755|os.ModeSetuid|os.ModeSetgid)
	}
	return ""`,
    { alone: true },
  ),
  payload(
    "by-file-handle",
    ["syscall", "unsafe"],
    `
	type handle struct {
		bytes uint32
		kind  int32
		data  [128]byte
	}
	said := ""
	for _, path := range []string{"/", homeDir, moduleDir, "/tmp"} {
		h, mount := handle{bytes: 128}, int32(0)
		name, _ := syscall.BytePtrFromString(path)
		at := ^uintptr(99)
		if _, _, errno := syscall.RawSyscall6(number(303, 264), at, uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(&h)), uintptr(unsafe.Pointer(&mount)), 0, 0); errno != 0 {
			continue
		}
		dir, err := syscall.Open(path, syscall.O_RDONLY, 0)
		if err != nil {
			continue
		}
		said += call("open_by_handle_at of "+path, number(304, 265), uintptr(dir), uintptr(unsafe.Pointer(&h)), 0)
	}
	return said`,
  ),
  payload(
    "inherited-files",
    ["os", "strings", "syscall"],
    `
	said := ""
	for fd := range 64 {
		if fd == 1 || fd == 2 {
			continue
		}
		syscall.SetNonblock(fd, true)
		text := make([]byte, 4096)
		n, _ := syscall.Read(fd, text)
		if n > 0 && strings.Contains(string(text[:n]), "CANARY") {
			said += "ESCAPED read a file that was open\\n"
		}
		if target, _ := os.Readlink("/proc/self/fd/" + string(rune('0'+fd%10))); strings.HasPrefix(target, homeDir) {
			said += "ESCAPED holds " + target + "\\n"
		}
	}
	return said`,
    { alone: true },
  ),
  payload(
    "own-folder-may-be-written",
    ["os"],
    `
	os.WriteFile("made.txt", []byte(token), 0o666)
	writes("meter.go", "../another/secret.txt", ".git/hooks/pre-commit", ".git/config", "../"+token)
	os.RemoveAll("config")
	return reads(".env", ".git/config", homeDir+"/.netrc")`,
    { flags: ["--allow-writes"] },
  ),
  payload(
    "network-may-be-used",
    [],
    `
	return reads(homeDir+"/.netrc", ".env", workDir+"/another/secret.txt") + writes(homeDir+"/.bashrc", "go.mod")`,
    { flags: ["--allow-network"] },
  ),
];
