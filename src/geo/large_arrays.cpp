// Large arrays in large pages. A country's vertices are gigabytes that are touched once or twice: at 4 KB a page the
// system spends as long on handing out pages (up to 3 s per GB in a virtual machine) as the overlay takes, at 2 MB next
// to nothing. The linker takes these in place of the standard library's allocation functions (C++20, 17.6.2.1).
// Nothing else may stand here: programs that bring allocation functions of their own, as sanitizers do, must not take this.

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <thread>

#ifdef __linux__
#include <sys/mman.h>
#endif
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace {

constexpr std::size_t large_page = std::size_t{2} << 20;

void* allocated(std::size_t size) noexcept {
#ifdef MADV_HUGEPAGE
    if (size >= 2 * large_page) {
        void* const memory = std::aligned_alloc(large_page, (size + large_page - 1) / large_page * large_page);
        if (memory != nullptr) madvise(memory, size, MADV_HUGEPAGE);  // a wish: what it answers makes no difference
        return memory;
    }
#endif
    return std::malloc(size == 0 ? 1 : size);
}

#ifdef __GLIBC__
// What one step of the work gives back serves the next: memory that goes back to the system comes again as pages to be
// cleared. The largest arrays do go back, so that no gaps of their size are left behind. Few arenas, for each keeps its own;
// but threads that cut shapes with GEOS wait for each other in a single one (England's wards along MSOAs: 23 s for 15).
[[maybe_unused]] const bool memory_is_kept = [] {
    constexpr int largest_kept = 128 << 20;
    const int arenas = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 4U));
    return mallopt(M_ARENA_MAX, arenas) == 1 && mallopt(M_MMAP_THRESHOLD, largest_kept) == 1 &&
           mallopt(M_TRIM_THRESHOLD, largest_kept) == 1;
}();
#endif

}  // namespace

void* operator new(std::size_t size) {
    for (;;) {
        if (void* const memory = allocated(size)) return memory;
        const std::new_handler handler = std::get_new_handler();
        if (handler == nullptr) throw std::bad_alloc();
        handler();
    }
}

void operator delete(void* memory) noexcept {
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
