// A second reader of ledgers, golang.org/x/mod/sumdb: the example of docs/ledger.md, and a ledger that ledger_tool has
// written into a folder: tiles, entries, checkpoint, inclusion, consistency and, in a few lines of its own, the
// cosignature.
//
//	go run ledger.go PAGE LEDGER_TOOL
//
// Or a ledger that a server serves, cosigned by one witness:
//
//	go run ledger.go URL LEDGER_KEY COSIGNER_KEY
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func check(fits bool, format string, values ...any) {
	if !fits {
		panic(fmt.Sprintf(format, values...))
	}
}

// A cosigner of https://c2sp.org/tlog-cosignature, type 04.
type cosigner struct {
	name string
	id   uint32
	key  ed25519.PublicKey
}

func newCosigner(text string) cosigner {
	parts := strings.SplitN(text, "+", 3)
	raw, err := base64.StdEncoding.DecodeString(parts[2])
	must(err)
	check(len(raw) == 33 && raw[0] == 4, "not a cosigner: %s", text)
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), raw...))
	check(hex.EncodeToString(sum[:4]) == parts[1], "another id: %s", text)
	return cosigner{parts[0], binary.BigEndian.Uint32(sum[:4]), raw[1:]}
}
func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.id }
func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), msg)
	return ed25519.Verify(c.key, []byte(signed), sig[8:])
}

// The size and root of a checkpoint that both have signed.
func open(checkpoint []byte, ledger string, witness cosigner) tlog.Tree {
	verifier, err := note.NewVerifier(ledger)
	must(err)
	opened, err := note.Open(checkpoint, note.VerifierList(verifier, witness))
	must(err)
	check(len(opened.Sigs) == 2 && len(opened.UnverifiedSigs) == 0, "%d signatures of 2 fit", len(opened.Sigs))
	lines := strings.Split(opened.Text, "\n")
	check(len(lines) == 4 && lines[0] == verifier.Name(), "not a checkpoint: %s", opened.Text)
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(lines[2])
	must(err)
	return tlog.Tree{N: size, Hash: root}
}

// Each byte of the signatures and text counts.
func checkEachByteCounts(checkpoint []byte, ledger string, witness cosigner) {
	verifier, err := note.NewVerifier(ledger)
	must(err)
	for i := range checkpoint {
		changed := append([]byte(nil), checkpoint...)
		changed[i] ^= 1
		opened, err := note.Open(changed, note.VerifierList(verifier, witness))
		check(err != nil || len(opened.Sigs) < 2, "byte %d can be changed", i)
	}
}

type memory []tlog.Hash

func (m memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, i := range indexes {
		hashes = append(hashes, m[i])
	}
	return hashes, nil
}

func hashes(lines []string) []tlog.Hash {
	var all []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		must(err)
		all = append(all, hash)
	}
	return all
}

func blocks(page, name string) []string {
	var all []string
	for _, match := range regexp.MustCompile("(?s)```"+name+"\n(.*?)```").FindAllStringSubmatch(page, -1) {
		all = append(all, match[1])
	}
	check(len(all) > 0, "the page has no %s", name)
	return all
}

var (
	head = regexp.MustCompile(`^insyn ledger 1 [a-z-]+$`)
	line = regexp.MustCompile(`^[a-z]+ [^ ](.*[^ ])?$`)
	key  = regexp.MustCompile("`([a-z./]+\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]{44})`")
)

func checkPage(path string) {
	raw, err := os.ReadFile(path)
	must(err)
	page := string(raw)
	keys := key.FindAllStringSubmatch(page, -1)
	check(len(keys) == 3, "the page has %d keys", len(keys))
	ledger, witness := keys[0][1], newCosigner(keys[2][1])
	var stored memory
	checkpoint := []byte(blocks(page, "checkpoint")[0])
	tree := open(checkpoint, ledger, witness)
	// The page shows kinds of entries that are younger than its ledger.
	entries := blocks(page, "entry")
	check(int64(len(entries)) >= tree.N, "%d entries of %d", len(entries), tree.N)
	entries = entries[:tree.N]
	for i, entry := range entries {
		lines := strings.Split(entry, "\n")
		check(head.MatchString(lines[0]) && strings.HasPrefix(lines[1], "time ") && lines[len(lines)-1] == "", "entry %d", i)
		for _, one := range lines[1 : len(lines)-1] {
			check(line.MatchString(one), "entry %d: %s", i, one)
		}
		added, err := tlog.StoredHashes(int64(i), []byte(entry), stored)
		must(err)
		stored = append(stored, added...)
	}
	// The salt of entry 5 is 32 times the byte 5.
	salted := sha256.Sum256(append(bytes.Repeat([]byte{5}, 32), "0123456789abcdef0123456789abcdef"...))
	check(strings.Contains(entries[5], fmt.Sprintf("recording %x\n", salted)), "entry 5 names another recording")
	checkEachByteCounts(checkpoint, ledger, witness)
	root, err := tlog.TreeHash(int64(len(entries)), stored)
	must(err)
	check(root == tree.Hash && tree.N == int64(len(entries)), "the entries have the root %s", root)
	before := open([]byte(blocks(page, "before")[0]), ledger, witness)
	proof := func(name string) []tlog.Hash { return hashes(strings.Fields(blocks(page, name)[0])) }
	must(tlog.CheckRecord(proof("inclusion"), tree.N, tree.Hash, 5, tlog.RecordHash([]byte(entries[5]))))
	must(tlog.CheckTree(proof("consistency"), tree.N, tree.Hash, before.N, before.Hash))
	fmt.Printf("%s: %d entries\n", path, len(entries))
}

// Tiles as https://c2sp.org/tlog-tiles names them: without the height.
type tiles struct {
	read func(path string) ([]byte, error)
}

func inFolder(folder string) tiles {
	return tiles{func(path string) ([]byte, error) { return os.ReadFile(filepath.Join(folder, path)) }}
}

func onServer(url string) tiles {
	return tiles{func(path string) ([]byte, error) {
		response, err := http.Get(url + "/ledger/" + path)
		if err != nil {
			return nil, err
		}
		defer response.Body.Close()
		if response.StatusCode != 200 {
			return nil, fmt.Errorf("%s: %s", path, response.Status)
		}
		return io.ReadAll(response.Body)
	}}
}

func (t tiles) Height() int                     { return 8 }
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		data, err := t.read(strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func readEntries(from tiles, size int64) [][]byte {
	var entries [][]byte
	for int64(len(entries)) < size {
		tile := tlog.Tile{H: 8, L: 0, N: int64(len(entries)) / 256, W: 256}
		if left := size - int64(len(entries)); left < 256 {
			tile.W = int(left)
		}
		data, err := from.read(strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1))
		must(err)
		for len(data) > 0 {
			length := int(binary.BigEndian.Uint16(data))
			entries = append(entries, data[2:2+length])
			data = data[2+length:]
		}
	}
	return entries
}

// The reader compares every tile that it reads with the root.
func checkEntries(tree tlog.Tree, from tiles) (tlog.HashReader, [][]byte) {
	reader := tlog.TileHashReader(tree, from)
	entries := readEntries(from, tree.N)
	check(int64(len(entries)) == tree.N, "%d entries", len(entries))
	indexes := make([]int64, len(entries))
	for i := range entries {
		indexes[i] = tlog.StoredHashIndex(0, int64(i))
	}
	leaves, err := reader.ReadHashes(indexes)
	must(err)
	for i, entry := range entries {
		check(leaves[i] == tlog.RecordHash(entry), "entry %d is not the one in the tree", i)
	}
	return reader, entries
}

// What a server serves: its checkpoint, with the witness's cosignature, its tiles and its entries.
func checkServed(url, ledger, witness string) {
	from := onServer(url)
	checkpoint, err := from.read("checkpoint")
	must(err)
	tree := open(checkpoint, ledger, newCosigner(witness))
	checkEntries(tree, from)
	fmt.Printf("%d entries\n", tree.N)
}

func checkFolder(tool string, size, earlier int64) {
	folder, err := os.MkdirTemp("", "insyn-ledger-")
	must(err)
	defer os.RemoveAll(folder)
	output, err := exec.Command(tool, folder, fmt.Sprint(size), fmt.Sprint(earlier)).Output()
	must(err)
	lines := strings.Split(strings.TrimSpace(string(output)), "\n")
	ledger := strings.TrimPrefix(lines[0], "ledger ")
	witness := newCosigner(strings.TrimPrefix(lines[1], "cosigner "))
	read := func(name string) tlog.Tree {
		checkpoint, err := os.ReadFile(filepath.Join(folder, name))
		must(err)
		return open(checkpoint, ledger, witness)
	}
	tree, before := read("checkpoint"), read("checkpoint.before")
	check(tree.N == size && before.N == earlier, "other sizes: %d, %d", tree.N, before.N)
	reader, entries := checkEntries(tree, inFolder(folder))
	proof, err := tlog.ProveTree(size, earlier, reader)
	must(err)
	must(tlog.CheckTree(proof, size, tree.Hash, earlier, before.Hash))
	old := tlog.TileHashReader(before, inFolder(folder))
	root, err := tlog.TreeHash(earlier, old)
	must(err)
	check(root == before.Hash, "the earlier tiles have another root")
	checkProofs(lines[2:], tree, reader, entries)
	fmt.Printf("%d entries, %d proofs\n", size, len(lines)-2)
}

// The proofs that the tool made are those that this program makes, hash by hash.
func checkProofs(lines []string, tree tlog.Tree, reader tlog.HashReader, entries [][]byte) {
	for _, one := range lines {
		fields := strings.Fields(one)
		number, err := strconv.ParseInt(fields[1], 10, 64)
		must(err)
		proof := hashes(fields[2:])
		var own []tlog.Hash
		if fields[0] == "inclusion" {
			must(tlog.CheckRecord(proof, tree.N, tree.Hash, number, tlog.RecordHash(entries[number])))
			own, err = tlog.ProveRecord(tree.N, number, reader)
		} else {
			root, e := tlog.TreeHash(number, reader)
			must(e)
			must(tlog.CheckTree(proof, tree.N, tree.Hash, number, root))
			own, err = tlog.ProveTree(tree.N, number, reader)
		}
		must(err)
		check(fmt.Sprint(own) == fmt.Sprint(proof), "another proof: %s", one)
	}
}

func main() {
	if len(os.Args) == 4 {
		checkServed(os.Args[1], os.Args[2], os.Args[3])
		return
	}
	checkPage(os.Args[1])
	for _, sizes := range [][2]int64{{1, 1}, {2, 1}, {255, 7}, {256, 255}, {257, 256}, {1000, 600}, {65793, 65536}} {
		checkFolder(os.Args[2], sizes[0], sizes[1])
	}
}
